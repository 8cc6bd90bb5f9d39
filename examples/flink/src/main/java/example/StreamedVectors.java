package example;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Embeds a stream in SQL. */
public final class StreamedVectors {
    private StreamedVectors() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        flink.executeSql("CREATE MODEL meaning INPUT (text STRING) OUTPUT (vector ARRAY<FLOAT>)"
                + " WITH ('provider' = 'heed', 'model' = 'minilm')");
        flink.executeSql("CREATE TEMPORARY VIEW lines AS SELECT * FROM (VALUES"
                + " (1, 'We sat by the river bank.'), (2, 'She went to the bank for money.')) AS v(id, text)");
        try (CloseableIterator<Row> rows = flink.executeSql(
                        "SELECT id, vector FROM ML_PREDICT(TABLE lines, MODEL meaning, DESCRIPTOR(text))")
                .collect()) {
            rows.forEachRemaining(row -> {
                Float[] vector = (Float[]) row.getField("vector");
                System.out.println(row.getField("id") + ": " + vector.length + " numbers, the first " + vector[0]);
            });
        }
    }
}
