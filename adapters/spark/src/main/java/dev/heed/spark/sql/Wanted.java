package dev.heed.spark.sql;

import dev.heed.TextEmbedding;
import dev.heed.WordVector;
import dev.heed.spark.model.Answer;
import dev.heed.spark.model.EmbedSettings;
import dev.heed.spark.model.TaskThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** What is asked of the model for a text, and how the answer looks in a row. */
public enum Wanted {
    /** The text's vector; a text that fails fails the query. */
    VECTOR("heed_embed") {
        @Override
        DataType type() {
            return VECTOR_TYPE;
        }

        @Override
        Object value(Answer answer, Counts counts) {
            if (answer.failure() != null) {
                throw failed(answer);
            }
            return vector(answer.embedding(), counts);
        }
    },

    /** The text's vector with what the model saw of the text; a text that fails has no vector and a reason. */
    CHECKED("heed_try_embed") {
        @Override
        DataType type() {
            return CHECKED_TYPE;
        }

        @Override
        Object value(Answer answer, Counts counts) {
            if (answer.failure() != null) {
                counts.addFailed();
                return new GenericInternalRow(new Object[] {
                    null, 0, 0, false, UTF8String.fromString(answer.failure().getMessage())
                });
            }
            TextEmbedding text = answer.embedding();
            return new GenericInternalRow(
                    new Object[] {vector(text, counts), text.tokenCount(), text.tokensTotal(), text.truncated(), null});
        }
    },

    /** The text's words in their context. */
    WORDS("heed_word_vectors") {
        @Override
        DataType type() {
            return WORDS_TYPE;
        }

        @Override
        List<Answer> answers(EmbedSettings settings, List<String> texts) {
            return Answer.words(settings, texts);
        }

        @Override
        Object value(Answer answer, Counts counts) {
            if (answer.failure() != null) {
                throw failed(answer);
            }
            int tokens = 0;
            List<Object> rows = new ArrayList<>();
            for (WordVector word : answer.words()) {
                tokens += word.tokens().size();
                rows.add(new GenericInternalRow(new Object[] {
                    UTF8String.fromString(word.word().text()),
                    word.word().span().start(),
                    word.word().span().end(),
                    UnsafeArrayData.fromPrimitiveArray(word.vector())
                }));
            }
            counts.add(tokens, false);
            return new GenericArrayData(rows.toArray());
        }
    };

    private static final DataType VECTOR_TYPE = DataTypes.createArrayType(DataTypes.FloatType, false);
    private static final DataType CHECKED_TYPE = new StructType(new StructField[] {
        DataTypes.createStructField("vector", VECTOR_TYPE, true),
        DataTypes.createStructField("tokens", DataTypes.IntegerType, false),
        DataTypes.createStructField("tokensTotal", DataTypes.IntegerType, false),
        DataTypes.createStructField("cut", DataTypes.BooleanType, false),
        DataTypes.createStructField("error", DataTypes.StringType, true)
    });
    private static final DataType WORDS_TYPE = DataTypes.createArrayType(
            new StructType(new StructField[] {
                DataTypes.createStructField("text", DataTypes.StringType, false),
                DataTypes.createStructField("start", DataTypes.IntegerType, false),
                DataTypes.createStructField("end", DataTypes.IntegerType, false),
                DataTypes.createStructField("vector", VECTOR_TYPE, false)
            }),
            false);

    private final String function;

    Wanted(String function) {
        this.function = function;
    }

    /** The SQL function's name. */
    public String function() {
        return function;
    }

    abstract DataType type();

    abstract Object value(Answer answer, Counts counts);

    List<Answer> answers(EmbedSettings settings, List<String> texts) {
        return Answer.vectors(settings, texts);
    }

    /**
     * The values of rows, in the order of their texts.
     *
     * @param threads of the task; null for the caller's own alone
     */
    List<Object> values(EmbedSettings settings, List<String> texts, TaskThreads threads, Counts counts) {
        Function<List<String>, List<Answer>> work = some -> answers(settings, some);
        List<Answer> answers = threads == null ? work.apply(texts) : threads.run(texts, work);
        List<Object> values = new ArrayList<>(texts.size());
        answers.forEach(answer -> values.add(value(answer, counts)));
        return values;
    }

    IllegalArgumentException failed(Answer answer) {
        return new IllegalArgumentException(
                function + ": " + answer.failure().getMessage() + "; heed_try_embed gives null and the reason",
                answer.failure());
    }

    private static Object vector(TextEmbedding text, Counts counts) {
        counts.add(text.tokenCount(), text.truncated());
        return UnsafeArrayData.fromPrimitiveArray(text.vector());
    }
}
