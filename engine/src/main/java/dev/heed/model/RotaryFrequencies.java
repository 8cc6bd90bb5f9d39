package dev.heed.model;

/**
 * How fast each pair of a rotary head turns, and the published ways to make that reach farther than the model was trained
 * for. Computed in single precision where the reference does, so that far positions agree.
 */
public interface RotaryFrequencies {
    /**
     * @param perPosition angle from one position to the next, by pair
     * @param magnitude factor on sines and cosines
     */
    record Angles(float[] perPosition, float magnitude) {}

    /** Those of a text of so many tokens. */
    Angles at(int tokens);

    /** {@code base^(−2i/width)} (Su et al., 2021). */
    static RotaryFrequencies of(double base, int width) {
        Angles angles = new Angles(inverse(base, width), 1);
        return tokens -> angles;
    }

    /** Positions divided by {@code factor} (Chen et al., 2023). */
    static RotaryFrequencies linear(double base, int width, double factor) {
        float[] inverse = inverse(base, width);
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] /= (float) factor;
        }
        Angles angles = new Angles(inverse, 1);
        return tokens -> angles;
    }

    /** The base multiplied, and positions divided, so that the slowest pair turns {@code factor} times slower: GTE's own code. */
    static RotaryFrequencies ntk(double base, int width, double factor) {
        float[] inverse = inverse(base * factor, width);
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] /= (float) Math.pow(factor, 2.0 / width);
        }
        Angles angles = new Angles(inverse, 1);
        return tokens -> angles;
    }

    /**
     * A base that grows with a text's own length beyond {@code trained} (bloc97 and emozilla, 2023). For encoders: what a
     * decoder read before it went on would have to be turned anew.
     */
    static RotaryFrequencies dynamic(double base, int width, double factor, int trained) {
        Angles usual = new Angles(inverse(base, width), 1);
        return tokens -> {
            if (tokens <= trained) {
                return usual;
            }
            double grown = factor * tokens / trained - (factor - 1);
            return new Angles(inverse(base * Math.pow(grown, width / (width - 2.0)), width), 1);
        };
    }

    /** Llama 3.1: pairs that turn slower than the trained length are slowed, those much faster are not, with a passage. */
    static RotaryFrequencies llama3(
            double base, int width, double factor, double lowFactor, double highFactor, int trained) {
        float[] inverse = inverse(base, width);
        for (int i = 0; i < inverse.length; i++) {
            double wavelength = 2 * Math.PI / inverse[i];
            if (wavelength > trained / lowFactor) {
                inverse[i] /= (float) factor;
            } else if (wavelength >= trained / highFactor) {
                float smooth = (float) ((trained / (float) wavelength - lowFactor) / (highFactor - lowFactor));
                inverse[i] = (1 - smooth) * inverse[i] / (float) factor + smooth * inverse[i];
            }
        }
        Angles angles = new Angles(inverse, 1);
        return tokens -> angles;
    }

    /**
     * YaRN (Peng et al., 2023).
     *
     * @param fast turns within the trained length from which on a pair is left alone
     * @param slow turns up to which it is slowed by the whole factor
     * @param truncate whether the passage between them begins and ends at whole pairs
     */
    static RotaryFrequencies yarn(
            double base,
            int width,
            double factor,
            double fast,
            double slow,
            boolean truncate,
            int trained,
            float magnitude) {
        double low = pairThatTurns(fast, width, base, trained);
        double high = pairThatTurns(slow, width, base, trained);
        low = Math.max(0, truncate ? Math.floor(low) : low);
        high = Math.min(width - 1, truncate ? Math.ceil(high) : high);
        high = low == high ? high + 0.001 : high;
        float[] inverse = inverse(base, width);
        for (int i = 0; i < inverse.length; i++) {
            float slowed = (float) Math.clamp(((float) i - (float) low) / (float) (high - low), 0, 1);
            float kept = 1 - slowed;
            float interpolated = 1f / ((float) factor * power(base, i, width));
            inverse[i] = interpolated * (1 - kept) + inverse[i] * kept;
        }
        Angles angles = new Angles(inverse, magnitude);
        return tokens -> angles;
    }

    private static double pairThatTurns(double turns, int width, double base, int trained) {
        return width * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(base));
    }

    /** The same with a factor of its own for each pair (LongRoPE: Ding et al., 2024). */
    static RotaryFrequencies divided(double base, int width, float[] factors, float magnitude) {
        float[] inverse = new float[width / 2];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1f / (factors[i] * power(base, i, width));
        }
        Angles angles = new Angles(inverse, magnitude);
        return tokens -> angles;
    }

    private static float[] inverse(double base, int width) {
        float[] inverse = new float[width / 2];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1f / power(base, i, width);
        }
        return inverse;
    }

    private static float power(double base, int pair, int width) {
        return (float) StrictMath.pow(base, (float) (2 * pair) / width);
    }
}
