package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Byte-pair encoding: a word is cut into characters, then neighbours are merged, the lowest rank first, of equal ones the
 * leftmost, until no merge is left.
 *
 * <p>(Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units"; the rules are those of the
 * reference's {@code BPE}.) Waiting merges stand in a heap, so a word of n characters takes n log n, whatever it is made of.
 */
public final class Bpe implements SubwordModel {
    /**
     * How words are cut.
     *
     * @param unknownId for characters that are no piece; −1 for none: they are left out
     * @param fuseUnknown a run of unknown characters is one token
     * @param byteIds ids of the 256 bytes, which stand for characters that are no piece; empty for none
     * @param late characters that are no piece stay whole until all is merged, as SentencePiece has it
     * @param ignoreMerges a word that is a piece is taken whole
     * @param prefix what pieces inside a word begin with
     * @param suffix what pieces at the end of a word end with
     */
    public record Settings(
            int unknownId,
            boolean fuseUnknown,
            int[] byteIds,
            boolean late,
            boolean ignoreMerges,
            String prefix,
            String suffix) {}

    private static final int SINGLES = 0x180;
    private static final char BLANK = '\u2581';

    private final Vocabulary vocabulary;
    private final Merges merges;
    private final Settings settings;
    /** Ids that a text cannot spell. */
    private final BitSet unspelled;
    /** Ids of the first characters of Unicode, −1 for none. */
    private final int[] singles = new int[SINGLES];

    private final boolean blanksPart;
    private final WordCache cache = new WordCache();

    private Bpe(Vocabulary vocabulary, Merges merges, Settings settings, BitSet unspelled) {
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.settings = settings;
        this.unspelled = unspelled;
        boolean plain = settings.prefix().isEmpty() && settings.suffix().isEmpty();
        for (int c = 0; c < SINGLES; c++) {
            singles[c] = plain ? spelled(vocabulary.id(String.valueOf((char) c))) : -1;
        }
        blanksPart = plain
                && !settings.ignoreMerges()
                && vocabulary.id(String.valueOf(BLANK)) >= 0
                && !vocabulary.anyPieceHasInside(BLANK);
    }

    /** @param unspelled ids of control tokens, which a word never becomes */
    public static Bpe of(Vocabulary vocabulary, MergeTable merges, Settings settings, BitSet unspelled) {
        return new Bpe(vocabulary, merges, settings, unspelled);
    }

    /** SentencePiece's: merges are what the vocabulary has, in the order of scores. */
    public static Bpe of(Vocabulary vocabulary, PieceScores scores, Settings settings, BitSet unspelled) {
        return new Bpe(vocabulary, scores, settings, unspelled);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int unknownId() {
        return settings.unknownId();
    }

    private int spelled(int id) {
        return id >= 0 && unspelled.get(id) ? -1 : id;
    }

    @Override
    public Words words(TokenBuffer tokens) {
        Run run = new Run(tokens);
        return blanksPart ? (text, from, to) -> parts(run, text, from, to) : run;
    }

    /** Where no piece has a blank behind another character, no merge reaches across one: what it parts are words. */
    private static void parts(Run run, AlignedText text, int from, int to) {
        int start = from;
        for (int i = from + 1; i < to; i++) {
            if (text.charAt(i) == BLANK && text.charAt(i - 1) != BLANK) {
                run.word(text, start, i);
                start = i;
            }
        }
        run.word(text, start, to);
    }

    /** A run over one text. Symbols stand in arrays, linked to their neighbours; one that was merged has an end of −1. */
    private final class Run extends CachedWords {
        private final MergeHeap heap = new MergeHeap();
        private int[] ids = new int[64];
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int[] before = new int[64];
        private int[] after = new int[64];
        private int size;
        /** Start and end of characters that are unknown and wait for what follows; none if the start is below 0. */
        private int unknownStart;

        private int unknownEnd;

        Run(TokenBuffer tokens) {
            super(Bpe.this.vocabulary, cache, tokens);
        }

        @Override
        void takeApart(AlignedText text, int from, int to) {
            int whole = settings.ignoreMerges() ? spelled(vocabulary.id(text, from, to)) : -1;
            if (whole >= 0) {
                token(whole, 0, to - from);
                return;
            }
            size = 0;
            unknownStart = -1;
            for (int at = from; at < to; ) {
                int next = at + Character.charCount(text.codePoint(at));
                character(text, from, at, next, to);
                at = next;
            }
            putUnknown();
            merge(text, from);
            for (int i = size == 0 ? -1 : 0; i >= 0; i = after[i]) {
                if (ids[i] >= 0) {
                    token(ids[i], starts[i], ends[i]);
                } else {
                    lateCharacter(text, from, i);
                }
            }
        }

        private void character(AlignedText text, int from, int at, int next, int to) {
            int id = id(text, from, at, next, to);
            if (id >= 0) {
                putUnknown();
                symbol(id, at - from, next - from);
            } else if (settings.late()) {
                symbol(-1, at - from, next - from);
            } else if (settings.byteIds().length == 0 || !bytes(text, at, next, from, to)) {
                unknown(at - from, next - from);
            }
        }

        private int id(AlignedText text, int from, int at, int next, int to) {
            char first = text.charAt(at);
            if (first < SINGLES && singles[first] >= 0) {
                return singles[first];
            }
            String prefix = at > from ? settings.prefix() : "";
            String suffix = next == to ? settings.suffix() : "";
            return spelled(
                    prefix.isEmpty() && suffix.isEmpty()
                            ? vocabulary.id(text, at, next)
                            : vocabulary.id(prefix + text.subSequence(at, next) + suffix));
        }

        /** The bytes of a character that is no piece, with what is added to it, each a symbol. */
        private boolean bytes(AlignedText text, int at, int next, int from, int to) {
            String spelled = (at > from ? settings.prefix() : "")
                    + text.subSequence(at, next)
                    + (next == to ? settings.suffix() : "");
            byte[] utf8 = spelled.getBytes(StandardCharsets.UTF_8);
            for (byte value : utf8) {
                if (settings.byteIds()[value & 0xFF] < 0) {
                    return false;
                }
            }
            for (byte value : utf8) {
                symbol(settings.byteIds()[value & 0xFF], at - from, next - from);
            }
            return true;
        }

        private void unknown(int start, int end) {
            if (unknownStart >= 0 && !settings.fuseUnknown()) {
                putUnknown();
            }
            unknownStart = unknownStart < 0 ? start : unknownStart;
            unknownEnd = end;
        }

        private void putUnknown() {
            if (unknownStart >= 0 && settings.unknownId() >= 0) {
                symbol(settings.unknownId(), unknownStart, unknownEnd);
            }
            unknownStart = -1;
        }

        /** A character that was kept whole and is still no piece: its bytes, or unknown. */
        private void lateCharacter(AlignedText text, int from, int i) {
            int[] byteIds = settings.byteIds();
            byte[] utf8 = text.subSequence(from + starts[i], from + ends[i]).getBytes(StandardCharsets.UTF_8);
            for (byte value : utf8) {
                int id = byteIds.length == 0 ? -1 : byteIds[value & 0xFF];
                if (id >= 0) {
                    token(id, starts[i], ends[i]);
                } else if (settings.unknownId() >= 0) {
                    token(settings.unknownId(), starts[i], ends[i]);
                    return;
                }
            }
        }

        private void symbol(int id, int start, int end) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
                starts = Arrays.copyOf(starts, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
                before = Arrays.copyOf(before, size * 2);
                after = Arrays.copyOf(after, size * 2);
            }
            ids[size] = id;
            starts[size] = start;
            ends[size] = end;
            before[size] = size - 1;
            after[size] = -1;
            if (size > 0) {
                after[size - 1] = size;
            }
            size++;
        }

        private void merge(AlignedText text, int from) {
            for (int i = 0; i + 1 < size; i++) {
                await(i, text, from);
            }
            while (!heap.isEmpty()) {
                int left = heap.place();
                int result = heap.result();
                heap.pop();
                int right = ends[left] < 0 ? -1 : after[left];
                if (right < 0) {
                    continue;
                }
                long now = merges.find(ids[left], ids[right], text, from + starts[left], from + ends[right]);
                if (now == Merges.NONE || (int) now != result) {
                    continue; // one of the two has become another piece
                }
                join(left, right, result);
                if (before[left] >= 0) {
                    await(before[left], text, from);
                }
                await(left, text, from);
            }
        }

        private void join(int left, int right, int result) {
            ids[left] = result;
            ends[left] = ends[right];
            ends[right] = -1;
            after[left] = after[right];
            if (after[right] >= 0) {
                before[after[right]] = left;
            }
        }

        /** Lets the merge of a symbol with the one after it wait, if there is one. */
        private void await(int left, AlignedText text, int from) {
            int right = after[left];
            if (right >= 0) {
                long merge = merges.find(ids[left], ids[right], text, from + starts[left], from + ends[right]);
                if (merge != Merges.NONE) {
                    heap.push((int) (merge >>> 32), left, (int) merge);
                }
            }
        }
    }
}
