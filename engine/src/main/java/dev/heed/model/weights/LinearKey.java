package dev.heed.model.weights;

/**
 * A linear map of a model.
 *
 * @param name of what it computes, as in the checkpoint; several joined by + for maps that are one here
 * @param feeds the map that reads these outputs, one by one, and nothing else does; null if there is none
 * @param fed whether another map feeds this one
 */
public record LinearKey(String name, int inputs, int outputs, String feeds, boolean fed) {
    /** A map whose inputs and outputs have their fixed places. */
    public static LinearKey of(String name, int inputs, int outputs) {
        return new LinearKey(name, inputs, outputs, null, false);
    }
}
