package dev.heed.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A function of one number by the class that PyTorch gives it, with that class's default settings. */
public enum HeadFunction {
    IDENTITY("Identity", "linear") {
        @Override
        public float of(float x) {
            return x;
        }
    },
    TANH("Tanh", "activation") {
        @Override
        public float of(float x) {
            return (float) StrictMath.tanh(x);
        }
    },
    SIGMOID("Sigmoid", "activation") {
        @Override
        public float of(float x) {
            return (float) (1 / (1 + StrictMath.exp(-(double) x)));
        }
    },
    RELU("ReLU", "activation") {
        @Override
        public float of(float x) {
            return Math.max(x, 0);
        }
    },
    GELU("GELU", "activation") {
        @Override
        public float of(float x) {
            return (float) (0.5 * x * (1 + ErrorFunction.of(x / Math.sqrt(2))));
        }
    },
    SILU("SiLU", "activation") {
        @Override
        public float of(float x) {
            return (float) (x / (1 + StrictMath.exp(-(double) x)));
        }
    };

    private final String torchClass;
    private final String torchModule;

    HeadFunction(String torchClass, String torchModule) {
        this.torchClass = torchClass;
        this.torchModule = torchModule;
    }

    /** The function's value. */
    public abstract float of(float x);

    /** The function by its full name, {@code torch.nn.modules.activation.Tanh}, or its short one, {@code torch.nn.Tanh}. */
    public static Optional<HeadFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> name.equals("torch.nn." + function.torchClass) || name.equals(function.torchName()))
                .findFirst();
    }

    /** Full names of all that are known. */
    public static List<String> names() {
        return Arrays.stream(values()).map(HeadFunction::torchName).toList();
    }

    private String torchName() {
        return "torch.nn.modules." + torchModule + "." + torchClass;
    }
}
