package dev.heed.model.weights;

/**
 * A linear map by its published name.
 *
 * @param name its weight is {@code name + ".weight"}
 * @param outputs how many
 * @param bias the bias's name; null for none
 * @param inputsFirst whether the weight is stored as (inputs, outputs): GPT-2
 */
public record Projection(String name, int outputs, String bias, boolean inputsFirst) {
    /** With a bias {@code name + ".bias"}. */
    public static Projection of(String name, int outputs) {
        return new Projection(name, outputs, name + ".bias", false);
    }

    /** The same with a bias of that name, null for none. */
    public Projection bias(String other) {
        return new Projection(name, outputs, other, inputsFirst);
    }

    /** The same with its bias, or without. */
    public Projection biased(boolean has) {
        return bias(has ? name + ".bias" : null);
    }

    /** The same, stored with its inputs as rows. */
    public Projection storedInputsFirst() {
        return new Projection(name, outputs, bias, true);
    }
}
