package dev.heed.tokenizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;
import dev.heed.tokenizer.normalizer.BertNormalizer;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.pretokenizer.BertWords;
import dev.heed.tokenizer.subword.SubwordModel;
import dev.heed.tokenizer.subword.WordPiece;

/**
 * BERT's pipeline over a long text, in stretches that no mark reaches across; of a word that does, what is needed is carried
 * over. So memory stays small beside the tokens themselves, whatever the text is made of. The tokens are those of the
 * whole text at once.
 */
final class Stretches {
    private static final int STRETCH = 2048;

    /** Where a stretch ends at the latest: only that many marks on end come so far, and get no order across the cut. */
    private static final int LONGEST_STRETCH = 1 << 20;

    private final Normalizer normalizer;
    /** Units of a word that decide: what is longer is unknown, however long. */
    private final int most;

    private Stretches(Normalizer normalizer, int most) {
        this.normalizer = normalizer;
        this.most = most;
    }

    /** {@code null} for a pipeline that is another. */
    static Stretches of(TokenizerParts parts) {
        boolean normal = parts.normalizer() == null || parts.normalizer() instanceof BertNormalizer;
        return normal && parts.preTokenizer() == BertWords.INSTANCE && parts.model() instanceof WordPiece pieces
                ? new Stretches(parts.normalizer(), (int) Math.min(Integer.MAX_VALUE, 2L * pieces.maxCharacters() + 2))
                : null;
    }

    void tokenize(String text, int from, int to, SubwordModel.Words words) {
        Run run = new Run(words);
        AlignedText given = new AlignedText(Math.min(to - from, STRETCH) + 16);
        AlignedText normalized = new AlignedText(Math.min(to - from, STRETCH) + 16);
        for (int start = from; start < to; ) {
            int end = cut(text, start, to);
            given.load(text, start, end);
            if (normalizer == null || !normalizer.normalize(given, normalized)) {
                normalized.append(given, 0, given.size());
            }
            int open = BertWords.split(normalized, 0, normalized.size(), run);
            normalized.keepFrom(open, most);
            start = end;
        }
        words.word(normalized, 0, normalized.size());
    }

    /** Hands words on. */
    private record Run(SubwordModel.Words words) implements BertWords.Sink {
        @Override
        public void word(AlignedText text, int from, int to) {
            words.word(text, from, to);
        }
    }

    /** Where a stretch may end: before a character that no mark before it is ordered with, white space above all. */
    private static int cut(String text, int from, int to) {
        int last = (int) Math.min(to, (long) from + LONGEST_STRETCH);
        for (int at = from + STRETCH; at < last; at++) {
            char unit = text.charAt(at);
            if (unit < 0x7F ? unit >= ' ' : !Character.isLowSurrogate(unit) && starts(text.codePointAt(at))) {
                return at;
            }
        }
        boolean apart = last < to && Character.isLowSurrogate(text.charAt(last));
        return apart ? last + 1 : last;
    }

    /** Whether a character stays, and what it is taken apart into does not begin with a mark. */
    private static boolean starts(int codePoint) {
        boolean removed = (CodePoints.flags(codePoint) & CodePoints.REMOVED) != 0;
        return !removed && CodePoints.combiningRank(CodePoints.decomposition(codePoint)[0]) == 0;
    }
}
