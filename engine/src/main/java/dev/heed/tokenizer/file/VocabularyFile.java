package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.aligned.Utf8;
import dev.heed.tokenizer.subword.Vocabulary;

/** Reads BERT's {@code vocab.txt}: the piece with id <i>n</i> on line <i>n</i> + 1. Lines end at LF or CR LF. */
final class VocabularyFile {
    private VocabularyFile() {}

    static Vocabulary read(byte[] bytes, String where) {
        String text = Utf8.decode(bytes, where).toString();
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
}
