package dev.heed.view.json;

import dev.heed.view.RowsView;
import dev.heed.view.RowsView.Row;
import java.io.IOException;

/** Some rows of a text's attention, each with its largest weights. */
public final class RowsDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public RowsDocument(JsonOutput json) {
        this.json = json;
    }

    /** Writes it. */
    public void write(RowsView view) throws IOException {
        json.object(() -> {
            json.put("layer", view.layer());
            json.put("head", view.head());
            json.put("words", view.words());
            json.array("rows", () -> {
                for (Row row : view.rows()) {
                    json.object(() -> write(row));
                }
            });
        });
        json.endLine();
    }

    private void write(Row row) throws IOException {
        json.put("row", row.row());
        json.put("columns", row.columns());
        json.put("weights", row.weights());
        if (row.scores() == null) {
            json.putNull("scores");
        } else {
            json.putScores("scores", row.scores());
        }
        json.put("rest", row.rest());
    }
}
