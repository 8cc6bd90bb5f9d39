package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;

/**
 * BERT's normalizer, step for step as the reference does it: clean, set ideographs apart, strip accents, lower-case.
 *
 * <p>Cleaning drops what {@link CodePoints#REMOVED} marks and turns white space into spaces; accents are stripped by
 * decomposing and dropping nonspacing marks; lower case is taken character by character, without context (a final capital
 * sigma becomes σ). A lone surrogate counts as U+FFFD, which cleaning drops.
 *
 * @param cleanText whether to clean
 * @param handleChineseChars whether to put spaces around CJK ideographs
 * @param stripAccents whether to strip accents
 * @param lowercase whether to lower-case
 */
public record BertNormalizer(boolean cleanText, boolean handleChineseChars, boolean stripAccents, boolean lowercase)
        implements Normalizer {
    /** Code points that there is room for at first: characters that are removed need none. */
    private static final int FIRST = 1 << 12;

    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        if (in.isAscii()) {
            normalizeAscii(in, out);
        } else if (stripAccents) {
            AlignedText cleaned = new AlignedText(Math.min(in.size(), FIRST));
            clean(in, cleaned);
            new Decomposition(cleaned, this, out).run();
        } else if (lowercase) {
            AlignedText cleaned = new AlignedText(Math.min(in.size(), FIRST));
            clean(in, cleaned);
            for (int i = 0; i < cleaned.size(); ) {
                int codePoint = cleaned.codePoint(i);
                putLowercase(codePoint, cleaned.start(i), cleaned.end(i), out);
                i += Character.charCount(codePoint);
            }
        } else {
            clean(in, out);
        }
        return true;
    }

    /** ASCII holds no ideograph, no mark and nothing that decomposes, so each character stands for itself. */
    private void normalizeAscii(AlignedText in, AlignedText out) {
        for (int i = 0; i < in.size(); i++) {
            int c = in.charAt(i);
            if (lowercase && c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            } else if (cleanText && (c < ' ' || c == 0x7F)) {
                int flags = CodePoints.flags(c);
                if ((flags & CodePoints.REMOVED) != 0) {
                    continue;
                }
                c = (flags & CodePoints.SPACE) != 0 ? ' ' : c;
            }
            out.add(c, in.start(i), in.end(i));
        }
    }

    private void clean(AlignedText in, AlignedText out) {
        for (int i = 0; i < in.size(); ) {
            int c = in.codePoint(i);
            int next = i + Character.charCount(c);
            int flags = CodePoints.flags(c);
            if (!cleanText || (flags & CodePoints.REMOVED) == 0) {
                c = cleanText && (flags & CodePoints.SPACE) != 0 ? ' ' : c;
                boolean apart = handleChineseChars && (flags & CodePoints.IDEOGRAPH) != 0;
                if (apart) {
                    out.add(' ', in.start(i), in.end(i));
                }
                out.add(c, in.start(i), in.end(i));
                if (apart) {
                    out.add(' ', in.start(i), in.end(i));
                }
            }
            i = next;
        }
    }

    /** What follows decomposition: marks are dropped, the rest lower-cased. */
    void putUnlessMark(int codePoint, int start, int end, AlignedText target) {
        if ((CodePoints.flags(codePoint) & CodePoints.MARK) == 0) {
            putLowercase(codePoint, start, end, target);
        }
    }

    private void putLowercase(int codePoint, int start, int end, AlignedText target) {
        if (!lowercase || (CodePoints.flags(codePoint) & CodePoints.LOWERCASES) == 0) {
            target.add(codePoint, start, end);
            return;
        }
        for (int lower : CodePoints.lowercase(codePoint)) {
            target.add(lower, start, end);
        }
    }
}
