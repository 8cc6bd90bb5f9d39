package dev.heed.tokenizer;

import dev.heed.tokenizer.decoder.Decoder;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.pretokenizer.PreTokenizer;
import dev.heed.tokenizer.subword.SubwordModel;
import java.util.List;

/**
 * What a tokenizer is made of, as its readers put it together; they have checked that the parts fit.
 *
 * @param normalizer changes a text before it is cut; {@code null} for none
 * @param preTokenizer cuts it into words; {@code null} if it stays whole
 * @param model takes words apart
 * @param added tokens that are looked for in the text before all that
 * @param template what goes around a text
 * @param pairTemplate what goes around two
 * @param trims what is done to places at the end, in order
 * @param decoder leads back from pieces to text
 */
public record TokenizerParts(
        Normalizer normalizer,
        PreTokenizer preTokenizer,
        SubwordModel model,
        List<AddedToken> added,
        Template template,
        PairTemplate pairTemplate,
        List<OffsetTrim> trims,
        Decoder decoder) {
    /** Copies the lists. */
    public TokenizerParts {
        added = List.copyOf(added);
        trims = List.copyOf(trims);
    }
}
