package dev.heed.model;

/**
 * Where norms stand around a sublayer: {@code after(x + inside(sublayer(before(x))))}.
 *
 * @param before what the sublayer reads is normalised: GPT-2 and later (Xiong et al., 2020)
 * @param inside what the sublayer gives is normalised, before it is added: Gemma 2 and 3, with {@code before}
 * @param after the sum is normalised: the original transformer, BERT
 */
public record Norms(Norm before, Norm inside, Norm after) {
    /** Before the sublayer only. */
    public static Norms before(Norm norm) {
        return new Norms(norm, Norm.NONE, Norm.NONE);
    }

    /** After the sum only. */
    public static Norms after(Norm norm) {
        return new Norms(Norm.NONE, Norm.NONE, norm);
    }

    /** Before the sublayer, and again what it gives. */
    public static Norms around(Norm before, Norm inside) {
        return new Norms(before, inside, Norm.NONE);
    }
}
