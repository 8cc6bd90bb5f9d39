package dev.heed.spark;

import dev.heed.Overflow;
import dev.heed.Precision;
import dev.heed.spark.model.EmbedSettings;
import dev.heed.spark.sql.TextCall;
import dev.heed.spark.sql.Wanted;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Vectors of texts as a stage of a Spark ML pipeline.
 *
 * <pre>{@code
 * Dataset<Row> embedded = new HeedEmbedder().setInputCol("text").setOutputCol("vector").transform(lines);
 * }</pre>
 *
 * <p>The column is {@code array<float>}, or Spark ML's own vectors with {@code setOutputType("vector")}. A text that fails fails
 * the job; with {@code setFailures("null")} it has no vector and its reason in the {@code errorCol}. A null text has none either.
 * What Spark's UI shows of it (rows, tokens, texts cut and failed) stands at the operator {@code EvalTexts}.
 */
public final class HeedEmbedder extends Transformer implements DefaultParamsWritable {
    private static final long serialVersionUID = 1;
    private static final String ARRAY = "array";
    private static final String VECTOR = "vector";
    private static final String FAIL = "fail";
    private static final String NULL = "null";

    private final String uid;
    private final Param<String> inputCol;
    private final Param<String> outputCol;
    private final Param<String> errorCol;
    private final Param<String> model;
    private final Param<String> prompt;
    private final Param<String> precision;
    private final Param<String> overflow;
    private final Param<String> outputType;
    private final Param<String> failures;
    private final IntParam maxTokens;
    private final IntParam dimensions;
    private final IntParam batchSize;

    /** A stage with a name of its own. */
    public HeedEmbedder() {
        this(Identifiable$.MODULE$.randomUID("heedEmbedder"));
    }

    /** @param uid the stage's name */
    public HeedEmbedder(String uid) {
        this.uid = uid;
        this.inputCol = new Param<>(this, "inputCol", "column of the texts");
        this.outputCol = new Param<>(this, "outputCol", "column of the vectors");
        this.errorCol =
                new Param<>(this, "errorCol", "column of the reasons why texts have no vector, for failures=null");
        this.model = new Param<>(this, "model", "a packaged model's name, or a folder that every executor finds");
        this.prompt =
                new Param<>(this, "prompt", "the name of one of the model's prompts, or what goes before each text");
        this.precision = oneOf("precision", "number format of the products", names(Precision.values()));
        this.overflow = oneOf("overflow", "what happens to longer texts", names(Overflow.values()));
        this.outputType = oneOf("outputType", "array of floats, or Spark ML's vector", List.of(ARRAY, VECTOR));
        this.failures = oneOf("failures", "what a text does that fails: fail the job, or be null", List.of(FAIL, NULL));
        this.maxTokens = count("maxTokens", "the most tokens of a text; 0 for the model's limit", 0);
        this.dimensions = count("dimensions", "numbers of a vector, the first; 0 for all", 0);
        this.batchSize = count("batchSize", "rows that pass through the model together", 1);
        setDefault(outputCol, uid + "__output");
        setDefault(model, EmbedSettings.MODEL);
        setDefault(precision, "fp32");
        setDefault(overflow, "truncate");
        setDefault(outputType, ARRAY);
        setDefault(failures, FAIL);
        setDefault(maxTokens, 0);
        setDefault(dimensions, 0);
        setDefault(batchSize, EmbedSettings.BATCH_SIZE);
    }

    private Param<String> oneOf(String name, String doc, List<String> values) {
        return new Param<>(
                this,
                name,
                doc + ": " + String.join(", ", values),
                ParamValidators.inArray(values.toArray(String[]::new)));
    }

    private IntParam count(String name, String doc, int least) {
        return new IntParam(this, name, doc, ParamValidators.gtEq(least));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** A stage as it was saved. */
    public static HeedEmbedder load(String path) {
        return read().load(path);
    }

    /** Reads stages that were saved. */
    public static MLReader<HeedEmbedder> read() {
        return new DefaultParamsReader<>();
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        HeedExtensions.ready(dataset.sparkSession());
        Dataset<Row> rows = dataset.toDF();
        String output = getOrDefault(outputCol);
        if (getOrDefault(failures).equals(FAIL)) {
            return rows.withColumn(output, typed(call(Wanted.VECTOR, rows)));
        }
        Column checked = call(Wanted.CHECKED, rows);
        Dataset<Row> embedded = rows.withColumn(output, typed(checked.getField("vector")));
        return isDefined(errorCol) ? embedded.withColumn(getOrDefault(errorCol), checked.getField("error")) : embedded;
    }

    private Column call(Wanted wanted, Dataset<Row> rows) {
        return ExpressionUtils.column(
                new TextCall(wanted, ExpressionUtils.expression(rows.col(getOrDefault(inputCol))), settings()));
    }

    private Column typed(Column vector) {
        return getOrDefault(outputType).equals(ARRAY)
                ? vector
                : functions.when(vector.isNotNull(), org.apache.spark.ml.functions.array_to_vector(vector));
    }

    private EmbedSettings settings() {
        return new EmbedSettings(
                getOrDefault(model),
                isDefined(prompt) ? getOrDefault(prompt) : null,
                EmbedSettings.oneOf(Precision.class, "precision", getOrDefault(precision)),
                EmbedSettings.oneOf(Overflow.class, "overflow", getOrDefault(overflow)),
                (Integer) getOrDefault((Param<?>) maxTokens),
                (Integer) getOrDefault((Param<?>) dimensions),
                (Integer) getOrDefault((Param<?>) batchSize));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        String input = getOrDefault(inputCol);
        DataType type = schema.apply(input).dataType();
        if (!(type instanceof StringType)) {
            throw new IllegalArgumentException(
                    "inputCol " + input + ": expected a column of texts, got " + type.catalogString());
        }
        DataType vector = getOrDefault(outputType).equals(ARRAY)
                ? DataTypes.createArrayType(DataTypes.FloatType, false)
                : SQLDataTypes.VectorType();
        StructType with = with(schema, "outputCol", getOrDefault(outputCol), vector);
        return getOrDefault(failures).equals(NULL) && isDefined(errorCol)
                ? with(with, "errorCol", getOrDefault(errorCol), DataTypes.StringType)
                : with;
    }

    private static StructType with(StructType schema, String param, String name, DataType type) {
        if (Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException(param + " " + name + ": expected a new column, found one of that name");
        }
        return schema.add(new StructField(name, type, true, org.apache.spark.sql.types.Metadata.empty()));
    }

    @Override
    public HeedEmbedder copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** {@code inputCol}: the column of the texts. */
    public Param<String> inputCol() {
        return inputCol;
    }

    /** {@code outputCol}: the column of the vectors. */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** {@code errorCol}: the column of reasons. */
    public Param<String> errorCol() {
        return errorCol;
    }

    /** {@code model}: a packaged model's name or a folder. */
    public Param<String> model() {
        return model;
    }

    /** {@code prompt}: what goes before each text. */
    public Param<String> prompt() {
        return prompt;
    }

    /** {@code precision}: number format of the products. */
    public Param<String> precision() {
        return precision;
    }

    /** {@code overflow}: what happens to longer texts. */
    public Param<String> overflow() {
        return overflow;
    }

    /** {@code outputType}: {@code array} or {@code vector}. */
    public Param<String> outputType() {
        return outputType;
    }

    /** {@code failures}: {@code fail} or {@code null}. */
    public Param<String> failures() {
        return failures;
    }

    /** {@code maxTokens}: the most tokens of a text. */
    public IntParam maxTokens() {
        return maxTokens;
    }

    /** {@code dimensions}: numbers of a vector. */
    public IntParam dimensions() {
        return dimensions;
    }

    /** {@code batchSize}: rows that pass through the model together. */
    public IntParam batchSize() {
        return batchSize;
    }

    /** Sets the column of the texts. */
    public HeedEmbedder setInputCol(String name) {
        return with(inputCol, name);
    }

    /** Sets the column of the vectors. */
    public HeedEmbedder setOutputCol(String name) {
        return with(outputCol, name);
    }

    /** Sets the column of reasons. */
    public HeedEmbedder setErrorCol(String name) {
        return with(errorCol, name);
    }

    /** Sets the model: a packaged one's name, or a folder that every executor finds under this path. */
    public HeedEmbedder setModel(String nameOrFolder) {
        return with(model, nameOrFolder);
    }

    /** Sets what goes before each text: the name of one of the model's prompts, or the text itself. */
    public HeedEmbedder setPrompt(String nameOrText) {
        return with(prompt, nameOrText);
    }

    /** Sets the number format of the products. */
    public HeedEmbedder setPrecision(String name) {
        return with(precision, name);
    }

    /** Sets what happens to longer texts. */
    public HeedEmbedder setOverflow(String policy) {
        return with(overflow, policy);
    }

    /** Sets the type of the vectors: {@code array} or {@code vector}. */
    public HeedEmbedder setOutputType(String type) {
        return with(outputType, type);
    }

    /** Sets what a text does that fails: {@code fail} or {@code null}. */
    public HeedEmbedder setFailures(String policy) {
        return with(failures, policy);
    }

    /** Sets the most tokens of a text. */
    public HeedEmbedder setMaxTokens(int count) {
        return withCount(maxTokens, count);
    }

    /** Sets how many numbers a vector has. */
    public HeedEmbedder setDimensions(int count) {
        return withCount(dimensions, count);
    }

    /** Sets how many rows pass through the model together. */
    public HeedEmbedder setBatchSize(int rows) {
        return withCount(batchSize, rows);
    }

    private HeedEmbedder with(Param<String> param, String value) {
        set(param, value);
        return this;
    }

    private HeedEmbedder withCount(IntParam param, int value) {
        set(param.name(), value);
        return this;
    }
}
