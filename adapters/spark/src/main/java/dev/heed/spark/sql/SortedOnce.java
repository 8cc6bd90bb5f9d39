package dev.heed.spark.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import scala.Option;

/**
 * A sort of all rows reads them twice: once for a sample, which says where partitions begin, then to send them there. Behind an
 * exchange the second reading finds the results of the first, so the model is called once a row. A sort under a limit keeps the
 * best of each partition and reads once anyway.
 */
final class SortedOnce {
    private SortedOnce() {}

    static LogicalPlan of(LogicalPlan plan) {
        return of(plan, false);
    }

    /** @param limited whether the rows of this plan are limited at once, but for projections between */
    private static LogicalPlan of(LogicalPlan plan, boolean limited) {
        boolean below = plan instanceof GlobalLimit || plan instanceof LocalLimit || limited && plan instanceof Project;
        List<LogicalPlan> children = Scala.list(plan.children()).stream()
                .map(child -> of(child, below))
                .toList();
        if (plan instanceof Sort sort && sort.global() && !limited && computesAtOnce(sort.child())) {
            children = List.of(
                    new RepartitionByExpression(Scala.seq(), children.getFirst(), Option.empty(), Option.empty()));
        }
        return plan.withNewChildren(Scala.seq(children));
    }

    private static boolean computesAtOnce(LogicalPlan plan) {
        return plan instanceof EvalTexts
                || (plan instanceof Project || plan instanceof Filter)
                        && computesAtOnce(plan.children().apply(0));
    }
}
