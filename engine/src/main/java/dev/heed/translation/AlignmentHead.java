package dev.heed.translation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which head of the decoder's cross-attention is read for where a word came from.
 *
 * <p>Written {@code LAYER.HEAD}. Behind it {@code +1} stands for the step after: a token is read at the step that it is put
 * into, not at the one that wrote it. Heads of either habit are found in trained models (Chen et al. 2020, "Accurate Word
 * Alignment Induction from Neural Machine Translation", section 3.2).
 *
 * @param layer of the decoder, from 1
 * @param head of that layer, from 1
 * @param after whether a token's row is that of the step after
 */
public record AlignmentHead(int layer, int head, boolean after) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})\\.([1-9][0-9]{0,3})(\\+1)?");

    /** @throws IllegalArgumentException if layer or head is below 1 */
    public AlignmentHead {
        if (layer < 1 || head < 1) {
            throw new IllegalArgumentException("alignment-head: expected LAYER.HEAD from 1, got " + layer + "." + head);
        }
    }

    /**
     * Reads what {@link #label} writes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static AlignmentHead of(String label) {
        Matcher form = FORM.matcher(label);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "alignment-head: expected auto, LAYER.HEAD or LAYER.HEAD+1, got " + label);
        }
        return new AlignmentHead(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), form.group(3) != null);
    }

    /** {@code 4.2}, or {@code 4.2+1} for the step after. */
    public String label() {
        return layer + "." + head + (after ? "+1" : "");
    }

    /**
     * Refuses one that a model lacks.
     *
     * @throws IllegalArgumentException if it does
     */
    void check(int layers, int heads) {
        if (layer > layers || head > heads) {
            throw new IllegalArgumentException("alignment-head: expected a layer of 1 to " + layers
                    + " and a head of 1 to " + heads + ", got " + label());
        }
    }
}
