package dev.heed.tokenizer.aligned;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What NFKD takes apart and NFC puts together beyond {@link CodePoints}, and which marks {@code StripAccents} drops, as the
 * reference knows them. Written by {@code tools/unicode/normal_forms.py}; read when the first text needs it.
 */
public final class NormalForms {
    private static final Mappings COMPATIBLE;
    /** First in the high half, second in the low half. */
    private static final Map<Long, Integer> COMPOSED = new HashMap<>();

    private static final BitSet MARKS = new BitSet();

    static {
        Numbers numbers = Numbers.ofResource("normal-forms.bin");
        COMPATIBLE = Mappings.read(numbers);
        for (int pairs = numbers.next(); pairs > 0; pairs--) {
            long first = numbers.next();
            long second = numbers.next();
            COMPOSED.put(first << 32 | second, numbers.next());
        }
        int at = 0;
        for (int runs = numbers.next(); runs > 0; runs--) {
            int first = at + numbers.next();
            at = first + numbers.next();
            MARKS.set(first, at);
        }
    }

    private NormalForms() {}

    /** The full compatibility decomposition where it differs from the canonical one, else {@code null}. */
    public static int[] compatible(int codePoint) {
        return COMPATIBLE.of(codePoint);
    }

    /** Whether {@code StripAccents} drops it. */
    public static boolean isMark(int codePoint) {
        return MARKS.get(codePoint);
    }

    /** The character that the two make together, −1 if there is none. */
    public static int compose(int first, int second) {
        int syllable = Hangul.compose(first, second);
        if (syllable >= 0) {
            return syllable;
        }
        return COMPOSED.getOrDefault((long) first << 32 | second, -1);
    }
}
