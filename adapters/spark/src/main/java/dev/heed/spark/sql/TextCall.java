package dev.heed.spark.sql;

import dev.heed.spark.model.EmbedSettings;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.ExpectsInputTypes;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StringType$;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.ScalaRunTime;

/**
 * A call of the model for the text of a row. {@link BatchTexts} takes it out of the operator that it stands in, to be computed in
 * batches; where it cannot, it is computed row by row. A call on a constant is computed once, by the driver. Immutable.
 */
public final class TextCall extends Expression implements CodegenFallback, ExpectsInputTypes, Serializable {
    private final Wanted wanted;
    private final Expression text;
    private final EmbedSettings settings;

    /** @param text a string; null gives null */
    public TextCall(Wanted wanted, Expression text, EmbedSettings settings) {
        this.wanted = wanted;
        this.text = text;
        this.settings = settings;
    }

    Wanted wanted() {
        return wanted;
    }

    Expression text() {
        return text;
    }

    EmbedSettings settings() {
        return settings;
    }

    @Override
    public Seq<Expression> children() {
        return Scala.seq(text);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new TextCall(wanted, children.apply(0), settings);
    }

    @Override
    public boolean foldable() {
        return text.foldable();
    }

    @Override
    public boolean nullable() {
        return text.nullable();
    }

    @Override
    public DataType dataType() {
        return wanted.type();
    }

    @Override
    public Seq<AbstractDataType> inputTypes() {
        return Scala.seq((AbstractDataType) StringType$.MODULE$);
    }

    @Override
    public TypeCheckResult checkInputDataTypes() {
        return text.dataType() instanceof StringType
                ? TypeCheckResult.TypeCheckSuccess$.MODULE$
                : new TypeCheckResult.TypeCheckFailure(prettyName() + ": expected a text, got "
                        + text.dataType().sql());
    }

    @Override
    public Object eval(InternalRow input) {
        Object value = text.eval(input);
        return value == null
                ? null
                : wanted.values(settings, List.of(value.toString()), null, new Counts())
                        .getFirst();
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CodegenFallback.super.doGenCode(context, code);
    }

    @Override
    public String prettyName() {
        return wanted.function();
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int index) {
        return switch (index) {
            case 0 -> wanted;
            case 1 -> text;
            case 2 -> settings;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof TextCall;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextCall call
                && wanted == call.wanted
                && text.equals(call.text)
                && settings.equals(call.settings);
    }

    @Override
    public int hashCode() {
        return ScalaRunTime._hashCode(this);
    }
}
