package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.format.onnx.ProtobufCursor;
import dev.heed.tokenizer.subword.Vocabulary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A SentencePiece model, {@code spiece.model} and the like: a {@code ModelProto} (sentencepiece_model.proto).
 *
 * @param vocabulary pieces and their ids, from 0 on
 * @param scores by id
 * @param types by id: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte
 * @param unigram whether it is a Unigram model; else BPE
 * @param byteFallback characters that are no piece become bytes
 * @param unknownId id of the unknown piece
 * @param begin the piece that a text may begin with; null for none
 * @param end the piece that it may end with; null for none
 * @param map the precompiled character map, empty for none
 * @param addsBlank a blank goes in front of a text
 * @param joinsBlanks blanks at the ends are dropped, runs of them become one
 * @param escapesBlanks blanks become {@code ▁}
 */
record SentencePieceFile(
        Vocabulary vocabulary,
        float[] scores,
        int[] types,
        boolean unigram,
        boolean byteFallback,
        int unknownId,
        String begin,
        String end,
        byte[] map,
        boolean addsBlank,
        boolean joinsBlanks,
        boolean escapesBlanks) {
    static final int CONTROL = 3;
    static final int USER_DEFINED = 4;
    static final int NORMAL = 1;

    static SentencePieceFile read(byte[] bytes, String where) {
        Reader reader = new Reader(where);
        reader.read(new ProtobufCursor(MemorySegment.ofArray(bytes), where));
        return reader.file();
    }

    /** Defaults are those of the format. */
    private static final class Reader {
        private final String where;
        private final Vocabulary.Builder vocabulary;
        private float[] scores = new float[1 << 12];
        private int[] types = new int[1 << 12];
        private int size;
        private long modelType = 1;
        private boolean byteFallback;
        private long unknownId;
        private long beginId = 1;
        private long endId = 2;
        private String begin = "<s>";
        private String end = "</s>";
        private byte[] map = new byte[0];
        private boolean addsBlank = true;
        private boolean joinsBlanks = true;
        private boolean escapesBlanks = true;

        Reader(String where) {
            this.where = where;
            this.vocabulary = new Vocabulary.Builder(where);
        }

        void read(ProtobufCursor cursor) {
            while (cursor.next()) {
                switch (cursor.field()) {
                    case 1 -> piece(cursor);
                    case 2 -> trainer(cursor);
                    case 3 -> normalizer(cursor);
                    default -> cursor.skip();
                }
            }
        }

        private void piece(ProtobufCursor cursor) {
            String text = "";
            float score = 0;
            int type = NORMAL;
            long outer = cursor.enter();
            while (cursor.next()) {
                switch (cursor.field()) {
                    case 1 -> text = cursor.string();
                    case 2 -> score = cursor.single();
                    case 3 -> type = (int) cursor.integer();
                    default -> cursor.skip();
                }
            }
            cursor.leave(outer);
            if (size == scores.length) {
                scores = Arrays.copyOf(scores, 2 * size);
                types = Arrays.copyOf(types, 2 * size);
            }
            scores[size] = score;
            types[size] = type;
            vocabulary.add(text, size++);
        }

        private void trainer(ProtobufCursor cursor) {
            long outer = cursor.enter();
            while (cursor.next()) {
                switch (cursor.field()) {
                    case 3 -> modelType = cursor.integer();
                    case 35 -> byteFallback = cursor.integer() != 0;
                    case 40 -> unknownId = cursor.integer();
                    case 41 -> beginId = cursor.integer();
                    case 42 -> endId = cursor.integer();
                    case 46 -> begin = cursor.string();
                    case 47 -> end = cursor.string();
                    default -> cursor.skip();
                }
            }
            cursor.leave(outer);
        }

        private void normalizer(ProtobufCursor cursor) {
            long outer = cursor.enter();
            while (cursor.next()) {
                switch (cursor.field()) {
                    case 2 -> map = cursor.bytes().toArray(ValueLayout.JAVA_BYTE);
                    case 3 -> addsBlank = cursor.integer() != 0;
                    case 4 -> joinsBlanks = cursor.integer() != 0;
                    case 5 -> escapesBlanks = cursor.integer() != 0;
                    default -> cursor.skip();
                }
            }
            cursor.leave(outer);
        }

        /** Ids are 32 bits in the format, and written as 64 where they are below 0. */
        private boolean isThere(long id) {
            return (int) id >= 0;
        }

        SentencePieceFile file() {
            if (modelType != 1 && modelType != 2) {
                throw new InvalidFileException(where + ": expected a Unigram or BPE model, got the type " + modelType
                        + " (trainer_spec.model_type); docs/tokenizers.md lists what is read");
            }
            Vocabulary built = vocabulary.build();
            if (unknownId < 0 || unknownId >= size) {
                throw new InvalidFileException(where + ": expected the id of a piece, got " + unknownId
                        + " (trainer_spec.unk_id); fetch the file again");
            }
            return new SentencePieceFile(
                    built,
                    Arrays.copyOf(scores, size),
                    Arrays.copyOf(types, size),
                    modelType == 1,
                    byteFallback,
                    (int) unknownId,
                    isThere(beginId) ? begin : null,
                    isThere(endId) ? end : null,
                    map,
                    addsBlank,
                    joinsBlanks,
                    escapesBlanks);
        }
    }
}
