package dev.heed.tokenizer.subword;

/** {@code WordLevel}: a word is a piece of the vocabulary or unknown. */
public record WordLevel(Vocabulary vocabulary, int unknownId) implements SubwordModel {
    @Override
    public Words words(TokenBuffer tokens) {
        return (text, from, to) -> {
            int id = from == to ? -1 : vocabulary.id(text, from, to);
            id = id < 0 ? unknownId : id;
            if (from < to && id >= 0) {
                tokens.add(id, text.start(from), text.end(to - 1));
            }
        };
    }
}
