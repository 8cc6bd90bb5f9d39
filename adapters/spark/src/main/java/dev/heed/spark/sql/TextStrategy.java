package dev.heed.spark.sql;

import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.immutable.Seq;

/** Plans {@link EvalTexts} as {@link EvalTextsExec}. */
public final class TextStrategy extends SparkStrategy {
    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        return plan instanceof EvalTexts eval
                ? Scala.seq((SparkPlan) new EvalTextsExec(eval.calls(), eval.results(), planLater(eval.child())))
                : Scala.seq();
    }
}
