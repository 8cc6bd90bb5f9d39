package dev.heed.tokenizer;

import dev.heed.format.InvalidFileException;
import java.util.ArrayList;
import java.util.List;

/** Reads BERT's {@code vocab.txt}: the piece with id <i>n</i> on line <i>n</i> + 1. Lines end at LF or CR LF. */
final class VocabularyFile {
    private static final String UNKNOWN = "[UNK]";
    private static final String BEFORE = "[CLS]";
    private static final String AFTER = "[SEP]";
    private static final List<String> SPECIALS = List.of("[PAD]", UNKNOWN, BEFORE, AFTER, "[MASK]");

    private final String where;

    VocabularyFile(String where) {
        this.where = where;
    }

    Tokenizer read(byte[] bytes, boolean lowercase) {
        Vocabulary vocabulary = readLines(Utf8.decode(bytes, where).toString());
        List<AddedToken> specials = new ArrayList<>();
        for (String special : SPECIALS) {
            int id = vocabulary.id(special);
            if (id >= 0) {
                specials.add(AddedToken.special(id, special));
            }
        }
        BertNormalizer normalizer = new BertNormalizer(true, true, lowercase, lowercase);
        WordPiece model = new WordPiece(
                vocabulary, required(vocabulary, UNKNOWN), WordPiece.DEFAULT_PREFIX, WordPiece.DEFAULT_MAX_CHARACTERS);
        Template template =
                new Template(new int[] {required(vocabulary, BEFORE)}, new int[] {required(vocabulary, AFTER)});
        return new Tokenizer(normalizer, model, specials, template);
    }

    private Vocabulary readLines(String text) {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        int id = 0;
        for (int start = 0; start < text.length(); id++) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
            String piece = text.substring(start, carriageReturn ? end - 1 : end);
            if (piece.isEmpty()) {
                throw new InvalidFileException(where + ": expected a piece, got an empty line (line " + (id + 1)
                        + "); use the file that came with the model");
            }
            builder.add(piece, id);
            start = end + 1;
        }
        return builder.build();
    }

    private int required(Vocabulary vocabulary, String piece) {
        int id = vocabulary.id(piece);
        if (id < 0) {
            throw new InvalidFileException(where + ": expected the piece " + piece + ", got none (" + vocabulary.size()
                    + " lines); use the vocabulary of a BERT model");
        }
        return id;
    }
}
