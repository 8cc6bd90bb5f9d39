package dev.heed.spark.sql;

import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.ScalaRunTime;

/** In a logical plan: the rows of another plan, each with the results of calls of the model beside it. Immutable. */
public final class EvalTexts extends LogicalPlan {
    private final Seq<TextCall> calls;
    private final Seq<Attribute> results;
    private final LogicalPlan child;

    /** @param results one for each call */
    public EvalTexts(Seq<TextCall> calls, Seq<Attribute> results, LogicalPlan child) {
        this.calls = calls;
        this.results = results;
        this.child = child;
    }

    Seq<TextCall> calls() {
        return calls;
    }

    Seq<Attribute> results() {
        return results;
    }

    LogicalPlan child() {
        return child;
    }

    @Override
    public Seq<Attribute> output() {
        return child.output().appendedAll(results).toSeq();
    }

    @Override
    public AttributeSet producedAttributes() {
        return AttributeSet.fromAttributeSets(results.map(AttributeSet::apply));
    }

    @Override
    public Option<Object> maxRows() {
        return child.maxRows();
    }

    @Override
    public Seq<LogicalPlan> children() {
        return Scala.seq(child);
    }

    @Override
    public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
        return new EvalTexts(calls, results, children.apply(0));
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int index) {
        return switch (index) {
            case 0 -> calls;
            case 1 -> results;
            case 2 -> child;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EvalTexts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvalTexts plan
                && calls.equals(plan.calls)
                && results.equals(plan.results)
                && child.equals(plan.child);
    }

    @Override
    public int hashCode() {
        return ScalaRunTime._hashCode(this);
    }
}
