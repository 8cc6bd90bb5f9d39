package dev.heed.view.json;

import dev.heed.tensor.Matrix;
import dev.heed.view.HeadsView;
import java.io.IOException;

/**
 * All heads at a glance: each as a square of at most {@code cells} × {@code cells}. Where there are more words, a cell
 * stands for neighbouring ones: from them the mean, to them the sum, so that rows still sum to 1.
 */
public final class HeadsDocument {
    private final JsonOutput json;
    private final int cells;

    /** @param json takes the document */
    public HeadsDocument(JsonOutput json, int cells) {
        this.json = json;
        this.cells = cells;
    }

    /** Writes it. */
    public void write(HeadsView view) throws IOException {
        json.object(() -> {
            json.put("model", view.model());
            json.put("words", view.words().size());
            json.put("cells", Math.min(cells, view.words().size()));
            json.array("layers", () -> {
                for (int l = 1; l <= view.wordWeights().size(); l++) {
                    int layer = l;
                    json.object(() -> {
                        json.put("layer", layer);
                        json.array("heads", () -> {
                            for (int h = 1;
                                    h <= view.wordWeights().get(layer - 1).size();
                                    h++) {
                                write(h, view.wordWeights(layer, h));
                            }
                        });
                    });
                }
            });
        });
        json.endLine();
    }

    private void write(int head, Matrix weights) throws IOException {
        json.object(() -> {
            json.put("head", head);
            json.put("weights", binned(weights));
        });
    }

    private Matrix binned(Matrix weights) {
        int n = weights.rows();
        if (n <= cells) {
            return weights;
        }
        double[] sums = new double[cells * cells];
        int[] rowsOf = new int[cells];
        for (int row = 0; row < n; row++) {
            int down = (int) ((long) row * cells / n);
            rowsOf[down]++;
            for (int column = 0; column < n; column++) {
                sums[down * cells + (int) ((long) column * cells / n)] += weights.at(row, column);
            }
        }
        Matrix binned = Matrix.zeros(cells, cells);
        for (int i = 0; i < sums.length; i++) {
            binned.data()[i] = (float) (sums[i] / rowsOf[i / cells]);
        }
        return binned;
    }
}
