package dev.heed.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.WordVector;
import dev.heed.spark.model.ExecutorModel;
import dev.heed.spark.sql.EvalTextsExec;
import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** The functions in a real session: their values, how often they call the model, and what the plans show. */
class HeedFunctionsTest {
    private static final int LINES = 30;
    private static final String[] WHAT = {
        "walked along the bank of the river", "brought the money to the bank", "mended the clock", "sailed to an island"
    };

    private static SparkSession spark;
    private static Encoder encoder;

    @BeforeAll
    static void opens() {
        spark = LocalSpark.session();
        encoder = Encoder.open(Models.minilm());
        List<Row> rows = IntStream.range(0, LINES)
                .mapToObj(i -> RowFactory.create(i, i % 10 == 9 ? null : text(i)))
                .toList();
        spark.createDataFrame(
                        rows, new StructType().add("id", DataTypes.IntegerType).add("text", DataTypes.StringType))
                .repartition(3)
                .createOrReplaceTempView("lines");
    }

    @AfterAll
    static void closes() {
        encoder.close();
    }

    @AfterEach
    void unsets() {
        for (String key : List.of("model", "overflow", "maxTokens", "precision", "batchSize")) {
            spark.conf().unset("spark.heed." + key);
        }
    }

    private static String text(int i) {
        return "Number " + i + " " + WHAT[i % WHAT.length] + ".";
    }

    @Test
    void vectorsAreTheEnginesBitForBit() {
        for (int batch : new int[] {1, 128}) {
            spark.conf().set("spark.heed.batchSize", batch);
            List<Row> rows =
                    spark.sql("SELECT id, heed_embed(text) AS v FROM lines").collectAsList();
            assertThat(rows).hasSize(LINES);
            for (Row row : rows) {
                if (row.getInt(0) % 10 == 9) {
                    assertThat(row.isNullAt(1)).isTrue();
                } else {
                    assertThat(floats(row.getList(1)))
                            .isEqualTo(encoder.embed(text(row.getInt(0))).vector());
                }
            }
        }
    }

    @Test
    void oneModelServesAllTasks() {
        spark.sql("SELECT heed_embed(text), heed_word_vectors(text) FROM lines").collectAsList();
        int open = ExecutorModel.open();
        spark.sql("SELECT heed_embed(text), heed_try_embed(text), heed_similarity(text, 'x') FROM lines")
                .collectAsList();
        assertThat(ExecutorModel.open()).isEqualTo(open);
    }

    @Test
    void orderingByAScoreCallsTheModelOnceARow() {
        for (String query : List.of(
                "SELECT text FROM lines ORDER BY heed_similarity(text, 'where is the money?') DESC LIMIT 5",
                "SELECT text, heed_similarity(text, 'where is the money?') AS s FROM lines ORDER BY s DESC LIMIT 5",
                "SELECT text FROM lines ORDER BY heed_similarity(text, 'where is the money?') DESC",
                "SELECT s, s * 2 FROM (SELECT heed_similarity(text, 'where is the money?') AS s FROM lines) ORDER BY s + s")) {
            Dataset<Row> answer = spark.sql(query);
            List<Row> rows = answer.collectAsList();
            assertThat(metric(answer, "texts")).as(query).isEqualTo(LINES - LINES / 10);
            if (query.contains("DESC LIMIT")) {
                assertThat(rows.getFirst().getString(0)).contains("money");
            }
        }
    }

    @Test
    void scoresAreCosines() {
        float[] query = encoder.embed("where is the money?").vector();
        Row row = spark.sql("SELECT id, heed_similarity(text, 'where is the money?') FROM lines WHERE id = 1")
                .first();
        assertThat(row.getDouble(1))
                .isEqualTo(Vectors.cosine(encoder.embed(text(1)).vector(), query), within(1e-12));
        assertThat(spark.sql("SELECT heed_similarity('', '')").first().getDouble(0))
                .isEqualTo(1, within(1e-12));
    }

    @Test
    void cheapConditionsAndLimitsComeFirst() {
        Dataset<Row> filtered = spark.sql(
                "SELECT id FROM lines WHERE heed_similarity(text, 'money') > 0.1 AND id < 8 AND text IS NOT NULL");
        filtered.collectAsList();
        assertThat(metric(filtered, "texts")).isEqualTo(8);
        Dataset<Row> limited = spark.sql("SELECT heed_embed(text) FROM lines WHERE text IS NOT NULL LIMIT 4");
        assertThat(limited.collectAsList()).hasSize(4);
        assertThat(metric(limited, "texts")).isEqualTo(4);
    }

    @Test
    void callsStandWhereverExpressionsStand() {
        double mean = spark.sql("SELECT avg(heed_similarity(text, 'money')) FROM lines")
                .first()
                .getDouble(0);
        assertThat(mean).isBetween(0.0, 1.0);
        assertThat(spark.sql("SELECT size(heed_embed(max(text))) FROM lines")
                        .first()
                        .getInt(0))
                .isEqualTo(384);
        assertThat(spark.sql("SELECT a.id FROM lines a JOIN lines b ON a.id = b.id"
                                + " AND heed_similarity(a.text, 'money') > 0.99 * heed_similarity(b.text, 'money')")
                        .count())
                .isEqualTo(LINES - LINES / 10);
        assertThat(spark.sql(
                                "SELECT w.text FROM lines LATERAL VIEW explode(heed_word_vectors(text)) t AS w WHERE id = 1")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("Number", "1", "brought", "the", "money", "to", "the", "bank");
        assertThat(spark.sql("SELECT count(*) FROM lines GROUP BY size(heed_embed(text))")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void wordsHaveTheirPlacesAndVectors() {
        List<Row> words = spark.sql("SELECT heed_word_vectors(text) FROM lines WHERE id = 1")
                .first()
                .getList(0);
        List<WordVector> expected = encoder.words(text(1));
        assertThat(words).hasSize(expected.size());
        for (int i = 0; i < words.size(); i++) {
            WordVector word = expected.get(i);
            assertThat(words.get(i).getString(0)).isEqualTo(word.word().text());
            assertThat(words.get(i).getInt(1)).isEqualTo(word.word().span().start());
            assertThat(words.get(i).getInt(2)).isEqualTo(word.word().span().end());
            assertThat(floats(words.get(i).getList(3))).isEqualTo(word.vector());
        }
    }

    @Test
    void whatFailsFailsTheQueryOrHasAReason() {
        spark.conf().set("spark.heed.overflow", "error");
        spark.conf().set("spark.heed.maxTokens", "12");
        String texts = "SELECT t FROM VALUES ('short'), (repeat('long ', 30)), ('shorter') AS (t)";
        Dataset<Row> tried = spark.sql("SELECT heed_try_embed(t) AS e FROM (" + texts + ")");
        List<Row> rows = tried.collectAsList();
        assertThat(rows).extracting(row -> row.getStruct(0).isNullAt(0)).containsExactly(false, true, false);
        assertThat(rows.get(1).getStruct(0).getString(4))
                .isEqualTo(
                        "text: expected at most 12 tokens, got 32; shorten it, or let it be truncated or read in windows");
        assertThatThrownBy(() -> spark.sql("SELECT heed_embed(t) FROM (" + texts + ") WHERE length(t) > rand()")
                        .collectAsList())
                .rootCause()
                .hasMessageContaining("text: expected at most 12 tokens, got 32");
    }

    @Test
    void whatIsCutIsCounted() {
        spark.conf().set("spark.heed.maxTokens", "8");
        Dataset<Row> cut = spark.sql("SELECT heed_embed(text) FROM lines");
        cut.collectAsList();
        assertThat(metric(cut, "cut")).isEqualTo(LINES - LINES / 10);
        assertThat(metric(cut, "tokens")).isEqualTo(8L * (LINES - LINES / 10));
        assertThat(metric(cut, "numOutputRows")).isEqualTo(LINES);
    }

    @Test
    void wrongCallsSayWhatIsExpected() {
        assertThatThrownBy(() -> spark.sql("SELECT heed_embed(id) FROM lines"))
                .hasMessageContaining("heed_embed: expected a text, got INT");
        assertThatThrownBy(() -> spark.sql("SELECT heed_embed()"))
                .hasMessageContaining("heed_embed: expected a text, or a text and a prompt, got 0 arguments");
        assertThatThrownBy(() -> spark.sql("SELECT heed_embed(text, text) FROM lines"))
                .hasMessageContaining("expected its prompt to be a constant");
        spark.conf().set("spark.heed.precision", "fp7");
        assertThatThrownBy(() -> spark.sql("SELECT heed_embed(text) FROM lines"))
                .hasMessageContaining("spark.heed.precision: expected one of fp32, bf16, int8, auto, got fp7");
        spark.conf().unset("spark.heed.precision");
        spark.conf().set("spark.heed.model", "no-such-model");
        assertThatThrownBy(() -> spark.sql("SELECT heed_embed(text) FROM lines").collectAsList())
                .rootCause()
                .hasMessageContaining("model no-such-model: expected a folder or one of");
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }

    static long metric(Dataset<Row> answer, String name) {
        List<EvalTextsExec> found = new ArrayList<>();
        collect(
                ((org.apache.spark.sql.classic.Dataset<Row>) answer)
                        .queryExecution()
                        .executedPlan(),
                found);
        assertThat(found).as("operators that call the model").hasSize(1);
        return found.getFirst().longMetric(name).value();
    }

    private static void collect(SparkPlan plan, List<EvalTextsExec> found) {
        if (plan instanceof EvalTextsExec exec) {
            found.add(exec);
        }
        if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            collect(adaptive.executedPlan(), found);
        }
        if (plan instanceof org.apache.spark.sql.execution.adaptive.QueryStageExec stage) {
            collect(stage.plan(), found);
        }
        CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, found));
    }
}
