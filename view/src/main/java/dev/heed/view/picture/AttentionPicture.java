package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.AttentionView;
import dev.heed.view.draw.Drawing;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who attends to whom: a short text above itself, joined by lines, over the matrix of the same weights; a longer one in two
 * columns beside its matrix; a long one as shaded text over its matrix.
 */
public final class AttentionPicture {
    private static final int MOST_DESCRIBED = 12;
    private static final int MOST_IN_COLUMNS = 80;

    private AttentionPicture() {}

    /** The picture of a view, word by word. */
    public static Drawing of(AttentionView view) {
        return of(view, WordLabels.of(view.text(), view.words(), view.tokens(), view.explained()), view.wordWeights());
    }

    /** The picture of a view, token by token, as the model sees it; in simple mode there are words only. */
    public static Drawing ofTokens(AttentionView view) {
        return view.simple() ? of(view) : of(view, WordLabels.ofTokens(view), view.weights());
    }

    private static Drawing of(AttentionView view, WordLabels labels, Matrix weights) {
        List<String> notes = view.truncated()
                ? List.of(view.tokens().size() + " of " + view.tokensTotal()
                        + " tokens read, the most that the model takes; the rest is left out.")
                : List.of();
        return of(labels, weights, "Who attends to whom", subtitle(view), notes);
    }

    /** The layout that suits the number of words, for any matrix whose rows are parts of 1. */
    static Drawing of(WordLabels labels, Matrix weights, String title, String subtitle, List<String> notes) {
        String described = described(labels, weights);
        if (RowsOfWords.fits(labels)) {
            return new RowsOfWords(labels, weights).draw(title, subtitle, described, notes);
        }
        if (labels.size() <= MOST_IN_COLUMNS) {
            return new ColumnsOfWords(labels, weights).draw(title, subtitle, described, notes);
        }
        return new ShadedText(labels, weights).draw(title, subtitle, described, notes);
    }

    /** Model, layer, head. */
    static String subtitle(AttentionView view) {
        if (view.simple()) {
            return view.model() + " · static word vectors, plain dot products, softmax";
        }
        return view.model() + " · layer " + view.layer() + " of " + view.layers() + " · "
                + (view.head() == null
                        ? "mean of " + view.heads() + " heads"
                        : "head " + view.head() + " of " + view.heads());
    }

    private static String described(WordLabels labels, Matrix weights) {
        String rows = IntStream.range(0, labels.size())
                .boxed()
                .sorted(Comparator.comparing((Integer row) -> row != labels.chosen()))
                .limit(MOST_DESCRIBED)
                .map(row -> labels.names().get(row) + " attends to " + largest(labels, weights, row))
                .collect(Collectors.joining("; "));
        return "Weights of self-attention, " + labels.size() + " × " + labels.size()
                + ": rows attend, columns are attended to, each row sums to 1. " + rows
                + (labels.size() > MOST_DESCRIBED ? "; and so on." : ".");
    }

    private static String largest(WordLabels labels, Matrix weights, int row) {
        return IntStream.range(0, labels.size())
                .boxed()
                .sorted(Comparator.comparing((Integer column) -> -weights.at(row, column)))
                .limit(3)
                .map(column -> labels.names().get(column) + " " + Look.two(weights.at(row, column)))
                .collect(Collectors.joining(", "));
    }
}
