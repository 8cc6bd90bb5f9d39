package dev.heed.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage in a real session: vectors, schema, failures, saved and loaded. */
class HeedEmbedderTest {
    private static SparkSession spark;
    private static Dataset<Row> lines;

    @BeforeAll
    static void opens() {
        spark = LocalSpark.session();
        lines = spark.sql(
                "SELECT * FROM VALUES (1, 'We sat by the river bank.'), (2, NULL), (3, repeat('word ', 40)) AS (id, text)");
    }

    @Test
    void vectorsAreTheEnginesBitForBit() {
        HeedEmbedder stage = new HeedEmbedder().setInputCol("text").setOutputCol("v");
        Dataset<Row> embedded = stage.transform(lines);
        assertThat(embedded.schema()).isEqualTo(stage.transformSchema(lines.schema()));
        List<Row> rows = embedded.orderBy("id").collectAsList();
        assertThat(rows.get(1).isNullAt(2)).isTrue();
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            List<Float> expected = new ArrayList<>();
            for (float number : encoder.embed("We sat by the river bank.").vector()) {
                expected.add(number);
            }
            assertThat(rows.get(0).<Float>getList(2)).isEqualTo(expected);
        }
    }

    @Test
    void failuresHaveAReasonAndSparksVectorsTheirType() {
        HeedEmbedder stage = new HeedEmbedder()
                .setInputCol("text")
                .setOutputCol("v")
                .setErrorCol("why")
                .setFailures("null")
                .setOutputType("vector")
                .setOverflow("error")
                .setMaxTokens(16)
                .setDimensions(64);
        Dataset<Row> embedded = stage.transform(lines);
        assertThat(embedded.schema()).isEqualTo(stage.transformSchema(lines.schema()));
        List<Row> rows = embedded.orderBy("id").collectAsList();
        assertThat(((Vector) rows.get(0).get(2)).size()).isEqualTo(64);
        assertThat(rows).extracting(row -> row.isNullAt(2)).containsExactly(false, true, true);
        assertThat(rows.get(1).isNullAt(3)).isTrue();
        assertThat(rows.get(2).getString(3)).startsWith("text: expected at most 16 tokens, got 42");
    }

    @Test
    void aPipelineIsSavedLoadedAndCopied(@TempDir Path directory) throws Exception {
        HeedEmbedder stage =
                new HeedEmbedder().setInputCol("text").setOutputCol("v").setDimensions(8);
        PipelineModel fitted =
                new Pipeline().setStages(new PipelineStage[] {stage}).fit(lines);
        String path = directory.resolve("pipeline").toString();
        fitted.write().save(path);
        List<Row> again = PipelineModel.load(path).transform(lines).collectAsList();
        assertThat(again).isEqualTo(fitted.transform(lines).collectAsList());

        String own = directory.resolve("stage").toString();
        stage.write().save(own);
        HeedEmbedder loaded = HeedEmbedder.load(own);
        assertThat(loaded.uid()).isEqualTo(stage.uid());
        assertThat(loaded.explainParams()).isEqualTo(stage.explainParams());
        HeedEmbedder copy = stage.copy(ParamMap.empty()).setOutputCol("other");
        assertThat(stage.getOrDefault(stage.outputCol())).isEqualTo("v");
        assertThat(copy.getOrDefault(copy.dimensions())).isEqualTo(8);
    }

    @Test
    void wrongColumnsAndValuesAreNamed() {
        HeedEmbedder stage = new HeedEmbedder().setInputCol("id");
        assertThatThrownBy(() -> stage.transformSchema(lines.schema()))
                .hasMessage("inputCol id: expected a column of texts, got int");
        assertThatThrownBy(() -> stage.setInputCol("text").setOutputCol("id").transformSchema(lines.schema()))
                .hasMessage("outputCol id: expected a new column, found one of that name");
        assertThatThrownBy(() -> stage.setPrecision("fp7")).hasMessageContaining("precision");
    }

    @Test
    void connectFindsTheStageAsAService() {
        List<String> found = new ArrayList<>();
        for (var provider : ServiceLoader.load(Transformer.class).stream().toList()) {
            found.add(provider.type().getName());
        }
        assertThat(found).contains("dev.heed.spark.HeedEmbedder");
    }
}
