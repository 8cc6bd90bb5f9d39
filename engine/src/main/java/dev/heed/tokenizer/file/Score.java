package dev.heed.tokenizer.file;

/**
 * A score of a {@code tokenizer.json} as the reference's reader rounds it: the digits as one whole number, which is rounded,
 * divided by a power of ten, which rounds again. A last bit off the nearest double, it decides between ways of equal score.
 */
final class Score {
    private static final int LARGEST_POWER = 308;

    private Score() {}

    /** @param number as JSON spells it */
    static double parse(String number) {
        boolean negative = number.startsWith("-");
        long digits = 0;
        int exponent = 0;
        boolean point = false;
        boolean full = false;
        int at = negative ? 1 : 0;
        for (; at < number.length() && number.charAt(at) != 'e' && number.charAt(at) != 'E'; at++) {
            char c = number.charAt(at);
            if (c == '.') {
                point = true;
                continue;
            }
            full |= isFull(digits, c - '0');
            if (!full) {
                digits = digits * 10 + (c - '0');
                exponent -= point ? 1 : 0;
            } else {
                exponent += point ? 0 : 1;
            }
        }
        if (at < number.length()) {
            exponent += Integer.parseInt(number.substring(at + 1));
        }
        double value = scaled(digits, exponent);
        return negative ? -value : value;
    }

    /** Whether one more digit does not fit 64 bits without sign. */
    private static boolean isFull(long digits, int digit) {
        long most = Long.divideUnsigned(-1L, 10);
        int order = Long.compareUnsigned(digits, most);
        return order > 0 || order == 0 && digit > 5;
    }

    private static double scaled(long digits, int exponent) {
        double value = digits >= 0 ? digits : ((digits >>> 1 | digits & 1) * 2.0);
        int rest = exponent;
        while (rest < -LARGEST_POWER && value != 0) {
            value /= 1e308;
            rest += LARGEST_POWER;
        }
        double power = Double.parseDouble("1e" + Math.min(Math.abs(rest), LARGEST_POWER));
        return rest >= 0 ? value * power : value / power;
    }
}
