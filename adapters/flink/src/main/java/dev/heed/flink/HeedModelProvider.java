package dev.heed.flink;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;

/**
 * What Flink calls: row by row, or, where the query asks for {@code async}, with the rows that wait at a time as one batch. A row is
 * one row's worth of state to Flink either way; the provider keeps none.
 */
final class HeedModelProvider implements PredictRuntimeProvider, AsyncPredictRuntimeProvider {
    private final EmbedSettings settings;

    HeedModelProvider(EmbedSettings settings) {
        this.settings = settings;
    }

    @Override
    public PredictFunction createPredictFunction(Context context) {
        return new OneByOne(settings);
    }

    @Override
    public AsyncPredictFunction createAsyncPredictFunction(Context context) {
        return new InBatches(settings);
    }

    @Override
    public ModelProvider copy() {
        return new HeedModelProvider(settings);
    }

    private static RowData row(float[] vector) {
        return GenericRowData.of(vector == null ? null : new GenericArrayData(vector));
    }

    /** A row at a time. */
    public static final class OneByOne extends PredictFunction {
        private static final long serialVersionUID = 1;

        private final EmbedSettings settings;
        private transient TextModel model;

        OneByOne(EmbedSettings settings) {
            this.settings = settings;
        }

        @Override
        public void open(FunctionContext context) {
            model = TextModel.of(settings);
        }

        @Override
        public Collection<RowData> predict(RowData input) {
            return List.of(row(
                    input.isNullAt(0)
                            ? null
                            : model.embed(List.of(input.getString(0).toString()))
                                    .getFirst()));
        }
    }

    /** The rows that wait, together. */
    public static final class InBatches extends AsyncPredictFunction {
        private static final long serialVersionUID = 1;

        private final EmbedSettings settings;
        private transient WaitingTexts waiting;

        InBatches(EmbedSettings settings) {
            this.settings = settings;
        }

        @Override
        public void open(FunctionContext context) {
            waiting = new WaitingTexts(TextModel.of(settings));
        }

        @Override
        public CompletableFuture<Collection<RowData>> asyncPredict(RowData input) {
            return input.isNullAt(0)
                    ? CompletableFuture.completedFuture(List.of(row(null)))
                    : waiting.add(input.getString(0).toString()).thenApply(vector -> List.of(row(vector)));
        }

        @Override
        public void close() {
            if (waiting != null) {
                waiting.close();
            }
        }
    }
}
