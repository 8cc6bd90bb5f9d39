package dev.heed.view.picture;

import dev.heed.LeaveOneOut;
import dev.heed.TextAttention;
import dev.heed.TokenizedText;
import dev.heed.tensor.Matrix;
import dev.heed.view.RowParts;
import dev.heed.view.draw.Drawing;
import java.util.List;

/**
 * Pictures beside the raw weights, each under its own name and with a line on what it says and does not say: attention
 * rollout, value-weighted norms, leave-one-out.
 */
public final class BeyondPicture {
    private BeyondPicture() {}

    /**
     * Attention rollout up to a layer; {@link TextAttention#rollout}.
     *
     * @param chosen position in the text's words of the one that stands out; -1 for none
     */
    public static Drawing rollout(TextAttention attention, String model, int layer, int chosen) {
        Matrix words = attention.layer(layer).wordWeights(attention.rollout(layer));
        return AttentionPicture.of(
                labels(attention.tokenized(), chosen),
                words,
                "Attention rollout",
                model + " · layers 1 to " + layer
                        + " multiplied through, half for the residual (Abnar and Zuidema, 2020)",
                List.of("It says along which paths of attention a word of the input can reach a word of layer " + layer
                        + ". It does not say how much of it arrives: values, projections and feed-forward networks are"
                        + " left out, and the half is a convention."));
    }

    /**
     * Value-weighted norms of a layer, each row as parts of its sum; {@link dev.heed.LayerAttention#valueWeightedNorms}.
     *
     * @param head from 1; null for all heads together
     * @param chosen position in the text's words of the one that stands out; -1 for none
     */
    public static Drawing norms(TextAttention attention, String model, int layer, Integer head, int chosen) {
        var inside = attention.layer(layer);
        Matrix norms =
                head == null ? inside.valueWeightedNorms() : inside.head(head).valueWeightedNorms();
        return AttentionPicture.of(
                labels(attention.tokenized(), chosen),
                inside.wordWeights(RowParts.of(norms)),
                "Value-weighted norms",
                model + " · layer " + layer + " · " + (head == null ? "all heads" : "head " + head)
                        + " · length of weight · value, as a part of its row (Kobayashi et al., 2020)",
                List.of(
                        "It says how much of a word arrives through attention: a large weight on a token with small values,"
                                + " as [CLS] mostly, counts little. It does not say whether that matters: the residual, the norm"
                                + " and the layers above are left out."));
    }

    /** What changes when each word is left out. */
    public static Drawing leaveOneOut(LeaveOneOut left, String model) {
        return new LeftOutBars(left, labels(left.tokenized(), left.chosen())).draw(model);
    }

    private static WordLabels labels(TokenizedText text, int chosen) {
        return WordLabels.of(text.text(), text.words(), text.tokens(), chosen);
    }
}
