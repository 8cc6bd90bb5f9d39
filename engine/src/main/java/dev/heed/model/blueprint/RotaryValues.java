package dev.heed.model.blueprint;

import dev.heed.model.Rotary;
import dev.heed.model.Rotary.Pairs;
import dev.heed.model.RotaryFrequencies;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration says of rotary positions: {@code rope_parameters} as transformers 5 writes them, for all layers or by
 * kind of layer, or {@code rope_theta} and {@code rope_scaling} as they were before; where both stand, the older ones count.
 *
 * @param config of the model
 * @param headDim width of a head
 * @param theta the family's base, where none is stated
 */
public record RotaryValues(ConfigValues config, int headDim, double theta) {
    /** The pairs that are turned together are neighbours: said by files whose rows were put into that order. */
    static final String NEIGHBOURS = "rope_interleaved";

    /** Of all layers alike. */
    public Rotary all() {
        return rotary(stated(), theta);
    }

    /** Of one kind of layers; what a configuration says of all holds for each. */
    public Rotary of(String layerType) {
        ConfigValues stated = stated();
        return rotary(stated.object(layerType).orElse(stated), theta);
    }

    /** Of an encoder, which reads whole texts: there the base may depend on the text's own length. */
    public Rotary whole() {
        ConfigValues rope = stated();
        return switch (type(rope)) {
            case "dynamic" -> dynamic(factor(rope), config.size("max_position_embeddings", 2048));
            case "ntk" -> new Rotary(pairs(), RotaryFrequencies.ntk(base(rope, theta), headDim, factor(rope)));
            default -> all();
        };
    }

    /** A base that grows with a text's own length beyond {@code trained}. */
    public Rotary dynamic(double factor, int trained) {
        return new Rotary(pairs(), RotaryFrequencies.dynamic(base(stated(), theta), headDim, factor, trained));
    }

    /** How many tokens an encoder of so many positions reads. */
    public int reach(int positions) {
        ConfigValues rope = stated();
        boolean grows = type(rope).equals("dynamic");
        return grows ? (int) Math.min(1 << 24, Math.max(positions, positions * factor(rope))) : positions;
    }

    private static String type(ConfigValues rope) {
        return rope.string("rope_type", rope.string("type", "default"));
    }

    private double base(ConfigValues rope, double absent) {
        return rope.positive("rope_theta", config.positive("rope_theta", absent));
    }

    /** Of layers of which a file says nothing but their base. */
    public Rotary plain(double base) {
        return new Rotary(pairs(), RotaryFrequencies.of(base, headDim));
    }

    private ConfigValues stated() {
        Optional<ConfigValues> newer = config.object("rope_parameters");
        return config.object("rope_scaling").or(() -> newer).orElse(config);
    }

    private Pairs pairs() {
        return config.bool(NEIGHBOURS, false) ? Pairs.ADJACENT : Pairs.HALVES;
    }

    private Rotary rotary(ConfigValues rope, double absent) {
        double base = base(rope, absent);
        double part = rope.positive("partial_rotary_factor", config.positive("partial_rotary_factor", 1));
        int width = (int) (headDim * part);
        if (width < 2 || width > headDim || width % 2 != 0) {
            throw rope.refused("partial_rotary_factor", "an even part of a head of " + headDim, String.valueOf(part));
        }
        String type = type(rope);
        return new Rotary(
                pairs(),
                switch (type) {
                    case "default" -> RotaryFrequencies.of(base, width);
                    case "linear" -> RotaryFrequencies.linear(base, width, factor(rope));
                    case "llama3" ->
                        RotaryFrequencies.llama3(
                                base,
                                width,
                                factor(rope),
                                rope.positive("low_freq_factor", 1),
                                rope.positive("high_freq_factor", 4),
                                trained(rope));
                    case "yarn" -> yarn(rope, base, width);
                    case "longrope", "su" -> longRope(rope, base, width);
                    default -> throw rope.refused("rope_type", "one of default, linear, llama3, longrope, yarn", type);
                });
    }

    private static double factor(ConfigValues rope) {
        return rope.positive("factor", Double.NaN);
    }

    /** Positions that the model was trained with before it was stretched. */
    private int trained(ConfigValues rope) {
        String key = "original_max_position_embeddings";
        return config.size(key, rope.size(key, config.size("max_position_embeddings", 2048)));
    }

    private double stretch(ConfigValues rope) {
        return rope.json().has("factor")
                ? factor(rope)
                : config.requiredSize("max_position_embeddings") / (double) trained(rope);
    }

    private RotaryFrequencies yarn(ConfigValues rope, double base, int width) {
        double factor = stretch(rope);
        boolean stated = rope.json().has("mscale") && rope.json().has("mscale_all_dim");
        double magnitude = stated
                ? magnitude(factor, rope.positive("mscale", 1)) / magnitude(factor, rope.positive("mscale_all_dim", 1))
                : magnitude(factor, 1);
        return RotaryFrequencies.yarn(
                base,
                width,
                factor,
                rope.positive("beta_fast", 32),
                rope.positive("beta_slow", 1),
                rope.bool("truncate", true),
                trained(rope),
                (float) rope.positive("attention_factor", magnitude));
    }

    private static double magnitude(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }

    private RotaryFrequencies longRope(ConfigValues rope, double base, int width) {
        int trained = trained(rope);
        double factor = stretch(rope);
        double magnitude = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
        float stated = (float) rope.positive("attention_factor", magnitude);
        RotaryFrequencies near = RotaryFrequencies.divided(base, width, factors(rope, "short_factor", width), stated);
        RotaryFrequencies far = RotaryFrequencies.divided(base, width, factors(rope, "long_factor", width), stated);
        return tokens -> (tokens > trained ? far : near).at(tokens);
    }

    private static float[] factors(ConfigValues rope, String key, int width) {
        List<Double> stated = rope.json().numbers(key);
        if (stated.size() != width / 2) {
            throw rope.refused(key, width / 2 + " numbers, one a pair", stated.size() + " of them");
        }
        float[] factors = new float[stated.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = stated.get(i).floatValue();
            if (!(factors[i] > 0 && factors[i] < Float.POSITIVE_INFINITY)) {
                throw rope.refused(key, "numbers above 0", String.valueOf(factors[i]));
            }
        }
        return factors;
    }
}
