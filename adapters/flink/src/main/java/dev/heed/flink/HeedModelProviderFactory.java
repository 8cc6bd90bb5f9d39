package dev.heed.flink;

import dev.heed.Overflow;
import dev.heed.Precision;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Models of Flink SQL with {@code 'provider' = 'heed'}: a text in, its vector out.
 *
 * <pre>
 * CREATE MODEL meaning INPUT (text STRING) OUTPUT (vector ARRAY&lt;FLOAT&gt;) WITH ('provider' = 'heed', 'model' = 'minilm');
 * SELECT id, vector FROM ML_PREDICT(TABLE lines, MODEL meaning, DESCRIPTOR(text));
 * </pre>
 */
public final class HeedModelProviderFactory implements ModelProviderFactory {
    private static final ConfigOption<String> MODEL = ConfigOptions.key("model")
            .stringType()
            .defaultValue("minilm")
            .withDescription("A packaged model's name, or a folder that every task manager finds.");
    private static final ConfigOption<String> PROMPT = ConfigOptions.key("prompt")
            .stringType()
            .noDefaultValue()
            .withDescription("The name of one of the model's prompts, or what is put before each text.");
    private static final ConfigOption<Precision> PRECISION = ConfigOptions.key("precision")
            .enumType(Precision.class)
            .defaultValue(Precision.FP32)
            .withDescription("Number format of the products.");
    private static final ConfigOption<Overflow> OVERFLOW = ConfigOptions.key("overflow")
            .enumType(Overflow.class)
            .defaultValue(Overflow.TRUNCATE)
            .withDescription("What happens to longer texts.");
    private static final ConfigOption<Integer> MAX_TOKENS = ConfigOptions.key("max-tokens")
            .intType()
            .defaultValue(0)
            .withDescription("The most tokens of a text; 0 for the model's limit.");
    private static final ConfigOption<Integer> DIMENSIONS = ConfigOptions.key("dimensions")
            .intType()
            .defaultValue(0)
            .withDescription("Numbers of a vector, the first; 0 for all.");

    @Override
    public String factoryIdentifier() {
        return "heed";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(MODEL, PROMPT, PRECISION, OVERFLOW, MAX_TOKENS, DIMENSIONS);
    }

    @Override
    public ModelProvider createModelProvider(Context context) {
        FactoryUtil.ModelProviderFactoryHelper helper = FactoryUtil.createModelProviderFactoryHelper(this, context);
        helper.validate();
        checkColumns(context.getObjectIdentifier().asSummaryString(), context.getCatalogModel());
        ReadableConfig options = helper.getOptions();
        return new HeedModelProvider(new EmbedSettings(
                options.get(MODEL),
                options.get(PROMPT),
                options.get(PRECISION),
                options.get(OVERFLOW),
                options.get(MAX_TOKENS),
                options.get(DIMENSIONS)));
    }

    private static void checkColumns(String name, ResolvedCatalogModel model) {
        LogicalType text = only(name, "INPUT", model.getResolvedInputSchema());
        LogicalType vector = only(name, "OUTPUT", model.getResolvedOutputSchema());
        boolean isText = text.is(LogicalTypeRoot.VARCHAR) || text.is(LogicalTypeRoot.CHAR);
        boolean isVector =
                vector instanceof ArrayType array && array.getElementType().is(LogicalTypeRoot.FLOAT);
        if (!isText || !isVector) {
            throw new ValidationException(
                    "model " + name + ": expected INPUT (text STRING) OUTPUT (vector ARRAY<FLOAT>), got INPUT "
                            + text.asSummaryString() + " OUTPUT " + vector.asSummaryString());
        }
    }

    private static LogicalType only(String name, String side, ResolvedSchema schema) {
        List<Column> columns = schema.getColumns();
        if (columns.size() != 1) {
            throw new ValidationException(
                    "model " + name + ": expected one column in " + side + ", got " + columns.size());
        }
        return columns.getFirst().getDataType().getLogicalType();
    }
}
