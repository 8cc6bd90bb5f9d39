package dev.heed.spark;

import dev.heed.spark.model.EmbedSettings;
import dev.heed.spark.sql.BatchTexts;
import dev.heed.spark.sql.Cosine;
import dev.heed.spark.sql.TextCall;
import dev.heed.spark.sql.TextStrategy;
import dev.heed.spark.sql.Wanted;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Heed's functions in Spark SQL, for every language that Spark has:
 *
 * <pre>
 * heed_embed(text [, prompt])         array&lt;float&gt;: the text's vector
 * heed_try_embed(text [, prompt])     struct: vector, tokens, tokensTotal, cut, error; a text that fails fails alone
 * heed_similarity(a, b)               double: cosine of two texts' vectors
 * heed_word_vectors(text)             array of struct: text, start, end, vector; of each word in its context
 * </pre>
 *
 * <p>A session finds the extension by the jar alone, as a service; {@code spark.sql.extensions=dev.heed.spark.HeedExtensions}
 * names it for those who want it seen. {@link EmbedSettings} says what {@code spark.heed.*} sets; a function keeps what is set
 * when its query is analysed.
 */
public final class HeedExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit>
        implements SparkSessionExtensionsProvider {
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        for (Wanted wanted : Wanted.values()) {
            add(extensions, wanted.function(), arguments -> call(wanted, arguments));
        }
        add(extensions, "heed_similarity", HeedExtensions::similarity);
        extensions.injectPreCBORule(function((SparkSession session) -> (Rule<LogicalPlan>) new BatchTexts()));
        extensions.injectPlannerStrategy(function((SparkSession session) -> (SparkStrategy) new TextStrategy()));
        return BoxedUnit.UNIT;
    }

    /**
     * Makes a session ready that was begun before the jar was there: the rule and the operator alone, without functions. Does
     * nothing to one that has the extension.
     */
    static synchronized void ready(SparkSession session) {
        if (session.catalog().functionExists("heed_embed")) {
            return;
        }
        var methods = ((org.apache.spark.sql.classic.SparkSession) session).experimental();
        if (!methods.extraStrategies().exists(strategy -> strategy instanceof TextStrategy)) {
            methods.extraStrategies_$eq(methods.extraStrategies()
                    .appended((SparkStrategy) new TextStrategy())
                    .toSeq());
            methods.extraOptimizations_$eq(methods.extraOptimizations()
                    .appended((Rule<LogicalPlan>) new BatchTexts())
                    .toSeq());
        }
    }

    private static void add(
            SparkSessionExtensions extensions, String name, Function<List<Expression>, Expression> function) {
        extensions.injectFunction(new Tuple3<>(
                new FunctionIdentifier(name),
                new ExpressionInfo(HeedExtensions.class.getName(), name),
                function((Seq<Expression> arguments) -> function.apply(CollectionConverters.asJava(arguments)))));
    }

    private static Expression call(Wanted wanted, List<Expression> arguments) {
        int most = wanted == Wanted.WORDS ? 1 : 2;
        if (arguments.isEmpty() || arguments.size() > most) {
            throw new IllegalArgumentException(wanted.function() + ": expected a text"
                    + (most == 1 ? "" : ", or a text and a prompt") + ", got " + arguments.size() + " arguments");
        }
        EmbedSettings settings = settings();
        if (arguments.size() == 2) {
            settings = settings.withPrompt(constant(wanted, arguments.get(1)));
        }
        return new TextCall(wanted, arguments.getFirst(), settings);
    }

    private static String constant(Wanted wanted, Expression prompt) {
        Object value = prompt.foldable() ? prompt.eval(null) : null;
        if (value instanceof UTF8String text) {
            return text.toString();
        }
        throw new IllegalArgumentException(wanted.function()
                + ": expected its prompt to be a constant, the name of one of the model's or the text itself, got "
                + prompt.sql());
    }

    private static Expression similarity(List<Expression> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException(
                    "heed_similarity: expected two texts, got " + arguments.size() + " arguments");
        }
        EmbedSettings settings = settings();
        return new Cosine(
                new TextCall(Wanted.VECTOR, arguments.get(0), settings),
                new TextCall(Wanted.VECTOR, arguments.get(1), settings));
    }

    private static EmbedSettings settings() {
        return EmbedSettings.of(key -> SQLConf.get().getConfString(key, null));
    }

    private static <A, B> Function1<A, B> function(Function<A, B> function) {
        return new AbstractFunction1<>() {
            @Override
            public B apply(A argument) {
                return function.apply(argument);
            }
        };
    }
}
