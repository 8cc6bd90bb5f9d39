package dev.heed.tokenizer.file;

import dev.heed.format.Quoted;
import dev.heed.tokenizer.AddedToken;
import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.Utf8;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code added_tokens} of a {@code tokenizer.json}, checked against the vocabulary: ids are those that the file states. */
final class AddedTokens {
    private final Vocabulary vocabulary;
    private final Normalizer normalizer;
    private final List<AddedToken> tokens = new ArrayList<>();
    private final Map<Integer, String> pieces = new HashMap<>();
    private final Set<String> contents = new HashSet<>();

    AddedTokens(Vocabulary vocabulary, Normalizer normalizer) {
        this.vocabulary = vocabulary;
        this.normalizer = normalizer;
    }

    /** Ids of special tokens among what a file states, before anything is checked. */
    static BitSet specialIds(List<Settings> sections) {
        BitSet ids = new BitSet();
        for (Settings section : sections) {
            if (section.flag("special", false)) {
                ids.set(section.id("id"));
            }
        }
        return ids;
    }

    AddedTokens addAll(List<Settings> sections) {
        for (Settings section : sections) {
            AddedToken token = read(section);
            if (!contents.add(token.content()) || pieces.put(token.id(), token.content()) != null) {
                throw section.refusal("content", "every added token and id once");
            }
            tokens.add(token);
        }
        return this;
    }

    List<AddedToken> tokens() {
        return tokens;
    }

    /** Whether a piece or an added token has the id. */
    boolean isKnown(int id) {
        return pieces.containsKey(id) || vocabulary.piece(id) != null;
    }

    private AddedToken read(Settings section) {
        section.only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        AddedToken token = new AddedToken(
                section.id("id"),
                section.string("content"),
                section.flag("single_word", false),
                section.flag("lstrip", false),
                section.flag("rstrip", false),
                section.flag("normalized", false),
                section.flag("special", false));
        boolean findable = token.normalized()
                ? isFoundNormalized(token.content())
                : !token.content().isEmpty();
        if (!findable || !Utf8.isWellFormed(token.content())) {
            throw section.refusal("content", "text that can be found in a text");
        }
        checkId(section, token);
        return token;
    }

    private boolean isFoundNormalized(String content) {
        AlignedText in = new AlignedText(content.length());
        in.load(content, 0, content.length());
        AlignedText out = new AlignedText(content.length());
        return normalizer == null || !normalizer.normalize(in, out) ? in.size() > 0 : out.size() > 0;
    }

    /** An added token either names a piece of the vocabulary by its own id or brings an id that is free. */
    private void checkId(Settings section, AddedToken token) {
        int inVocabulary = vocabulary.id(token.content());
        if (inVocabulary >= 0 && inVocabulary != token.id()) {
            throw section.refusal("id", inVocabulary + ", the vocabulary's id of " + Quoted.of(token.content()));
        }
        String other = vocabulary.piece(token.id());
        if (inVocabulary < 0 && other != null) {
            throw section.refusal("id", "a free id, not that of " + Quoted.of(other));
        }
    }
}
