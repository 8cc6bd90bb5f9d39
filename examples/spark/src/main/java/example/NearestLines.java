package example;

import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Ranks lines by how near they are to a question, in SQL. */
public final class NearestLines {
    private static final List<String> LINES = List.of(
            "The bank on the corner pays interest. People deposit their money there.",
            "Willows stand along the bank of the river. Ducks sleep under them.",
            "At night the telescope is pointed at Saturn and its rings.");

    private NearestLines() {}

    /** @param args the question's words; a question of its own if there are none */
    public static void main(String[] args) {
        String question = args.length == 0 ? "where is the money?" : String.join(" ", args);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        spark.createDataset(LINES, Encoders.STRING()).toDF("text").createOrReplaceTempView("lines");
        List<Row> rows = spark.sql(
                        "SELECT text, heed_similarity(text, :question) AS score FROM lines ORDER BY score DESC",
                        java.util.Map.of("question", question))
                .collectAsList();
        rows.forEach(row -> System.out.printf("%.3f  %s%n", row.getDouble(1), row.getString(0)));
        spark.stop();
    }
}
