package dev.heed.spark.sql;

import java.util.List;
import java.util.Map;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;
import scala.runtime.ScalaRunTime;

/**
 * The operator: reads the rows of another in batches, lets their texts pass through the model, and gives them on with the results
 * beside them, in their order. Its metrics stand in Spark's UI.
 */
public final class EvalTextsExec extends SparkPlan {
    private final Seq<TextCall> calls;
    private final Seq<Attribute> results;
    private final SparkPlan child;
    private final scala.collection.immutable.Map<String, SQLMetric> metrics;

    /** @param results one for each call */
    public EvalTextsExec(Seq<TextCall> calls, Seq<Attribute> results, SparkPlan child) {
        this.calls = calls;
        this.results = results;
        this.child = child;
        this.metrics = scala.collection.immutable.Map.from(scala.jdk.javaapi.CollectionConverters.asScala(Map.of(
                "numOutputRows", metric("number of output rows"),
                "texts", metric("texts through the model"),
                "tokens", metric("tokens"),
                "cut", metric("texts cut"),
                "failed", metric("texts failed"),
                "modelTime", SQLMetrics.createNanoTimingMetric(sparkContext(), "time in the model", -1))));
    }

    private SQLMetric metric(String name) {
        return SQLMetrics.createMetric(sparkContext(), name);
    }

    @Override
    public scala.collection.immutable.Map<String, SQLMetric> metrics() {
        return metrics;
    }

    @Override
    public RDD<InternalRow> doExecute() {
        List<TextCall> all = Scala.list(calls);
        BatchedRows rows = new BatchedRows(
                all,
                Scala.list(child.output()),
                Scala.list(output()),
                new TextMetrics(
                        longMetric("numOutputRows"),
                        longMetric("texts"),
                        longMetric("tokens"),
                        longMetric("cut"),
                        longMetric("failed"),
                        longMetric("modelTime")));
        return child.execute().mapPartitions(rows, true, ClassTag$.MODULE$.apply(InternalRow.class));
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
    public Partitioning outputPartitioning() {
        return child.outputPartitioning();
    }

    @Override
    public Seq<SortOrder> outputOrdering() {
        return child.outputOrdering();
    }

    @Override
    public Seq<SparkPlan> children() {
        return Scala.seq(child);
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new EvalTextsExec(calls, results, children.apply(0));
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
        return other instanceof EvalTextsExec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvalTextsExec plan
                && calls.equals(plan.calls)
                && results.equals(plan.results)
                && child.equals(plan.child);
    }

    @Override
    public int hashCode() {
        return ScalaRunTime._hashCode(this);
    }
}
