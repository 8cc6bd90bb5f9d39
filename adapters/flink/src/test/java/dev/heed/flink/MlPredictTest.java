package dev.heed.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Overflow;
import dev.heed.Precision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ML_PREDICT in a local cluster: its vectors, and none lost or doubled when the job falls and rises again. */
class MlPredictTest {
    private static final int ROWS = 300;
    private static final int ROWS_A_SECOND = 150;
    private static final int BEFORE_THE_FALL = 60;
    private static final TypeInformation<Row> ROW =
            Types.ROW_NAMED(new String[] {"id", "text"}, Types.LONG, Types.STRING);

    /** The cluster runs in this JVM. */
    private static final AtomicBoolean FALLEN = new AtomicBoolean();

    private static final AtomicInteger STARTS = new AtomicInteger();

    @BeforeEach
    void begins() {
        FALLEN.set(false);
        STARTS.set(0);
    }

    private static String text(long id) {
        return "Number " + id + (id % 2 == 0 ? " sat by the river bank." : " went to the bank for money.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", MAP['async', 'true']"})
    void aJobThatFallsGoesOnFromItsCheckpoint(String options) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        environment.enableCheckpointing(100);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        GeneratorFunction<Long, Row> rows = id -> Row.of(id, text(id));
        DataStream<Row> lines = environment.fromSource(
                new DataGeneratorSource<>(rows, ROWS, RateLimiterStrategy.perSecond(ROWS_A_SECOND), ROW),
                WatermarkStrategy.noWatermarks(),
                "lines");
        tables.createTemporaryView("lines", lines);
        tables.executeSql("CREATE MODEL meaning INPUT (text STRING) OUTPUT (vector ARRAY<FLOAT>)"
                + " WITH ('provider' = 'heed', 'model' = 'minilm')");
        DataStream<Row> embedded = tables.toDataStream(
                        tables.sqlQuery("SELECT id, vector FROM ML_PREDICT(TABLE lines, MODEL meaning, DESCRIPTOR(text)"
                                + options + ")"))
                .map(new FallsOnce())
                .returns(Types.ROW_NAMED(new String[] {"id", "vector"}, Types.LONG, Types.OBJECT_ARRAY(Types.FLOAT)));

        Map<Long, Object[]> vectors = new HashMap<>();
        Map<Long, Integer> times = new HashMap<>();
        try (CloseableIterator<Row> collected = embedded.executeAndCollect()) {
            while (collected.hasNext()) {
                Row row = collected.next();
                vectors.put((Long) row.getField(0), (Object[]) row.getField(1));
                times.merge((Long) row.getField(0), 1, Integer::sum);
            }
        }
        assertThat(FALLEN).isTrue();
        assertThat(STARTS.get()).as("starts of two subtasks").isEqualTo(4);
        assertThat(times)
                .hasSize(ROWS)
                .allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            for (long id = 0; id < ROWS; id += 7) {
                assertThat(floats(vectors.get(id)))
                        .isEqualTo(encoder.embed(text(id)).vector());
            }
        }
    }

    /** Fails one time, after a checkpoint that holds rows. */
    private static final class FallsOnce extends RichMapFunction<Row, Row> implements CheckpointListener {
        private int rows;
        private boolean kept;

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            STARTS.incrementAndGet();
        }

        @Override
        public Row map(Row row) {
            rows++;
            if (kept && rows > BEFORE_THE_FALL && FALLEN.compareAndSet(false, true)) {
                throw new IllegalStateException("a fall, as planned");
            }
            return row;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            kept = true;
        }
    }

    @Test
    void nullsStayNullAndOptionsAreChecked() throws Exception {
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        tables.executeSql("CREATE MODEL short INPUT (t STRING) OUTPUT (v ARRAY<FLOAT>)"
                + " WITH ('provider' = 'heed', 'dimensions' = '8', 'prompt' = 'query: ')");
        tables.executeSql(
                "CREATE TEMPORARY VIEW words AS SELECT * FROM (VALUES ('bank'), (CAST(NULL AS STRING))) AS w(t)");
        Map<Object, Object> vectors = new HashMap<>();
        try (CloseableIterator<Row> rows = tables.executeSql(
                        "SELECT t, v FROM ML_PREDICT(TABLE words, MODEL short, DESCRIPTOR(t))")
                .collect()) {
            rows.forEachRemaining(row -> vectors.put(row.getField(0), row.getField(1)));
        }
        assertThat(vectors).hasSize(2).containsEntry(null, null);
        try (Encoder encoder = Encoder.builder(Models.minilm()).dimensions(8).open()) {
            assertThat(floats((Object[]) vectors.get("bank")))
                    .isEqualTo(encoder.embed("query: bank").vector());
        }
        tables.executeSql("CREATE MODEL wrong INPUT (t STRING) OUTPUT (v STRING) WITH ('provider' = 'heed')");
        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM ML_PREDICT(TABLE words, MODEL wrong, DESCRIPTOR(t))"))
                .rootCause()
                .hasMessageContaining("expected INPUT (text STRING) OUTPUT (vector ARRAY<FLOAT>), got INPUT");
        tables.executeSql("CREATE MODEL typo INPUT (t STRING) OUTPUT (v ARRAY<FLOAT>)"
                + " WITH ('provider' = 'heed', 'dimension' = '8')");
        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM ML_PREDICT(TABLE words, MODEL typo, DESCRIPTOR(t))"))
                .rootCause()
                .hasMessageContaining("dimension");
    }

    @Test
    void whatAStaticModelCannotHonourIsRefused() {
        String model = "../../engine/src/test/resources/dev/heed/heads/static/model2vec";
        assertThat(new EmbedSettings(model, null, Precision.FP32, Overflow.TRUNCATE, 0, 3)
                        .open()
                        .embed(List.of("the bank"))
                        .getFirst())
                .hasSize(3);
        for (EmbedSettings settings : List.of(
                new EmbedSettings(model, null, Precision.BF16, Overflow.TRUNCATE, 0, 0),
                new EmbedSettings(model, null, Precision.FP32, Overflow.WINDOW, 0, 0),
                new EmbedSettings(model, null, Precision.FP32, Overflow.TRUNCATE, 9, 0))) {
            assertThatThrownBy(settings::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("which the static model model2vec has no use for");
        }
    }

    private static float[] floats(Object[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (Float) numbers[i];
        }
        return floats;
    }
}
