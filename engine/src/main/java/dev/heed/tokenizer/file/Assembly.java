package dev.heed.tokenizer.file;

import dev.heed.format.Quoted;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.TokenizerParts;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.pretokenizer.PreTokenizer;
import dev.heed.tokenizer.subword.SubwordModel;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a tokenizer together from what a {@code tokenizer.json} says, or what other files say in its terms.
 *
 * @param parts the document's members but for {@code model}: {@code normalizer}, {@code added_tokens} and so on
 * @param model its {@code model}
 * @param where the file, for messages
 */
record Assembly(Map<String, Object> parts, ModelPart model, String where) {
    private static final Set<String> KNOWN =
            Set.of("normalizer", "pre_tokenizer", "post_processor", "decoder", "added_tokens");

    Tokenizer tokenizer() {
        for (Map.Entry<String, Object> part : parts.entrySet()) {
            if (part.getValue() != null && !KNOWN.contains(part.getKey())) {
                throw Settings.fail(where, "top level", "no other part", "the key " + Quoted.of(part.getKey()));
            }
        }
        Settings top = new Settings(parts, "top level", where);
        List<Settings> tokens = top.has("added_tokens") ? top.sections("added_tokens") : List.of();
        SubwordModel subwords = new ModelBuilder(model, AddedTokens.specialIds(tokens)).build();
        Normalizer normalizer = NormalizerReader.read(parts.get("normalizer"), "normalizer", where);
        PreTokenizer preTokenizer = PreTokenizerReader.read(parts.get("pre_tokenizer"), "pre_tokenizer", where);
        AddedTokens added = new AddedTokens(subwords.vocabulary(), normalizer).addAll(tokens);
        PostProcessorReader around = new PostProcessorReader(added, where);
        around.read(parts.get("post_processor"), "post_processor");
        return new Tokenizer(new TokenizerParts(
                normalizer,
                preTokenizer,
                subwords,
                added.tokens(),
                around.template(),
                around.pairTemplate(),
                around.trims(),
                DecoderReader.read(parts.get("decoder"), "decoder", where)));
    }
}
