package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;

/** {@code Strip}: drops white space at the ends. */
public record Strip(boolean left, boolean right) implements Normalizer {
    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        int from = 0;
        int to = in.size();
        while (left && from < to && isSpace(in.charAt(from))) {
            from++;
        }
        while (right && to > from && isSpace(in.charAt(to - 1))) {
            to--;
        }
        if (from == 0 && to == in.size()) {
            return false;
        }
        out.append(in, from, to);
        return true;
    }

    /** No white space lies beyond the BMP. */
    private static boolean isSpace(char unit) {
        return (CodePoints.flags(unit) & CodePoints.SPACE) != 0;
    }
}
