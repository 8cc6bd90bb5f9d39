package dev.heed.spark.sql;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.ScalaRunTime;

/** The cosine of two vectors, in double precision and ascending order; null if one is null or of length 0. Immutable. */
public final class Cosine extends Expression implements CodegenFallback, Serializable {
    private final Expression left;
    private final Expression right;

    /** Both arrays of floats, none null within. */
    public Cosine(Expression left, Expression right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public Seq<Expression> children() {
        return Scala.seq(left, right);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new Cosine(children.apply(0), children.apply(1));
    }

    @Override
    public boolean foldable() {
        return left.foldable() && right.foldable();
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public DataType dataType() {
        return DataTypes.DoubleType;
    }

    @Override
    public Object eval(InternalRow input) {
        Object a = left.eval(input);
        Object b = a == null ? null : right.eval(input);
        return b == null ? null : of(((ArrayData) a).toFloatArray(), ((ArrayData) b).toFloatArray());
    }

    private static Double of(float[] a, float[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        return squaresOfA == 0 || squaresOfB == 0 ? null : product / Math.sqrt(squaresOfA * squaresOfB);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CodegenFallback.super.doGenCode(context, code);
    }

    @Override
    public String prettyName() {
        return "heed_similarity";
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int index) {
        return switch (index) {
            case 0 -> left;
            case 1 -> right;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof Cosine;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cosine cosine && left.equals(cosine.left) && right.equals(cosine.right);
    }

    @Override
    public int hashCode() {
        return ScalaRunTime._hashCode(this);
    }
}
