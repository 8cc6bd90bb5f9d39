package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.ByteAlphabet;
import dev.heed.tokenizer.aligned.CodePoints;
import dev.heed.tokenizer.aligned.NormalForms;

/** Normalizers that look at one character at a time: what it becomes has its place, what is dropped leaves a gap. */
public enum EachCharacter implements Normalizer {
    /** {@code Lowercase}: without context, so a final capital sigma becomes σ. */
    LOWERCASE {
        @Override
        void put(int codePoint, int start, int end, AlignedText out) {
            if ((CodePoints.flags(codePoint) & CodePoints.LOWERCASES) == 0) {
                out.add(codePoint, start, end);
                return;
            }
            for (int lower : CodePoints.lowercase(codePoint)) {
                out.add(lower, start, end);
            }
        }
    },
    /** {@code StripAccents}: drops marks; what is composed must be taken apart before. */
    STRIP_ACCENTS {
        @Override
        void put(int codePoint, int start, int end, AlignedText out) {
            if (codePoint < 0x300 || !NormalForms.isMark(codePoint)) {
                out.add(codePoint, start, end);
            }
        }
    },
    /** {@code Nmt}: drops controls and makes blanks of line ends, joiners and the like. */
    NMT {
        @Override
        void put(int c, int start, int end, AlignedText out) {
            boolean dropped = c >= 0x01 && c <= 0x08
                    || c == 0x0B
                    || c >= 0x0E && c <= 0x1F
                    || c == 0x7F
                    || c == 0x8F
                    || c == 0x9F;
            if (!dropped) {
                out.add(isBlank(c) ? ' ' : c, start, end);
            }
        }

        private static boolean isBlank(int c) {
            return switch (c) {
                case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD -> true;
                default -> c >= 0x200B && c <= 0x200F;
            };
        }
    },
    /** {@code ByteLevel}: every byte of the character's UTF-8 as a printable character. */
    BYTE_LEVEL {
        @Override
        void put(int codePoint, int start, int end, AlignedText out) {
            ByteAlphabet.put(codePoint, start, end, out);
        }
    };

    abstract void put(int codePoint, int start, int end, AlignedText out);

    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        for (int i = 0; i < in.size(); ) {
            int codePoint = in.codePoint(i);
            put(codePoint, in.start(i), in.end(i), out);
            i += Character.charCount(codePoint);
        }
        return true;
    }
}
