package dev.heed.spark.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.types.Metadata;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Takes the calls of the model out of the operators they stand in, into one below that computes them in batches, each once a row:
 * a sort by a score would else call the model for every comparison. What is cheap is done first: conditions without a call are
 * asked before those with one, and a limit is applied before calls that it makes needless.
 */
public final class BatchTexts extends Rule<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return SortedOnce.of(up(down(plan, BatchTexts::limitFirst), BatchTexts::extracted));
    }

    /** {@code LIMIT} of a projection with calls becomes a projection of the limit. */
    private static LogicalPlan limitFirst(LogicalPlan plan) {
        if (plan instanceof GlobalLimit limit && limit.child() instanceof LocalLimit local && callsIn(local.child())) {
            Project project = (Project) local.child();
            return new Project(
                    project.projectList(),
                    new GlobalLimit(limit.limitExpr(), new LocalLimit(local.limitExpr(), project.child())));
        }
        if (plan instanceof LocalLimit local && callsIn(local.child())) {
            Project project = (Project) local.child();
            return new Project(project.projectList(), new LocalLimit(local.limitExpr(), project.child()));
        }
        return plan;
    }

    private static boolean callsIn(LogicalPlan plan) {
        return plan instanceof Project project
                && !calls(project).isEmpty()
                && Scala.list(project.projectList()).stream().allMatch(column -> ((Expression) column).deterministic());
    }

    private static LogicalPlan extracted(LogicalPlan plan) {
        if (plan instanceof EvalTexts) {
            return plan;
        }
        LogicalPlan split = plan instanceof Filter filter ? cheapFirst(filter) : plan;
        Map<Expression, Attribute> results = new LinkedHashMap<>();
        List<LogicalPlan> children = new ArrayList<>();
        for (LogicalPlan child : Scala.list(split.children())) {
            children.add(evaluated(child, calls(split), results));
        }
        if (results.isEmpty()) {
            return plan;
        }
        LogicalPlan rewritten = split.withNewChildren(Scala.seq(children)).transformExpressions(replacing(results));
        LogicalPlan whole = extracted(rewritten); // a call on another call's result
        return Scala.list(whole.output()).equals(Scala.list(plan.output()))
                ? whole
                : new Project(named(plan.output()), whole);
    }

    /** The plan with the results of those calls beside it that it has the texts for. */
    private static LogicalPlan evaluated(LogicalPlan child, List<TextCall> calls, Map<Expression, Attribute> results) {
        List<TextCall> own = new ArrayList<>();
        List<Attribute> columns = new ArrayList<>();
        for (TextCall call : calls) {
            if (!results.containsKey(call.canonicalized()) && call.references().subsetOf(child.outputSet())) {
                Attribute column = new AttributeReference(
                        call.prettyName() + "_" + results.size(),
                        call.dataType(),
                        call.nullable(),
                        Metadata.empty(),
                        NamedExpression.newExprId(),
                        Scala.<String>seq());
                results.put(call.canonicalized(), column);
                own.add(call);
                columns.add(column);
            }
        }
        return own.isEmpty() ? child : new EvalTexts(Scala.seq(own), Scala.seq(columns), child);
    }

    /** The calls in an operator's own expressions that rows below have the text of; no calls on calls. */
    private static List<TextCall> calls(LogicalPlan plan) {
        List<TextCall> calls = new ArrayList<>();
        for (Expression expression : Scala.list(plan.expressions())) {
            collect(expression, calls);
        }
        return calls;
    }

    private static void collect(Expression expression, List<TextCall> calls) {
        int before = calls.size();
        Scala.list(expression.children()).forEach(child -> collect(child, calls));
        boolean innermost = calls.size() == before;
        if (innermost && expression instanceof TextCall call && !call.foldable() && !hasAggregate(call)) {
            calls.add(call);
        }
    }

    private static boolean hasAggregate(Expression expression) {
        return expression instanceof AggregateExpression
                || expression instanceof WindowExpression
                || Scala.list(expression.children()).stream().anyMatch(BatchTexts::hasAggregate);
    }

    private static LogicalPlan cheapFirst(Filter filter) {
        List<Expression> cheap = new ArrayList<>();
        List<Expression> calling = new ArrayList<>();
        split(filter.condition(), cheap, calling);
        return cheap.isEmpty() || calling.isEmpty()
                ? filter
                : new Filter(joined(calling), new Filter(joined(cheap), filter.child()));
    }

    private static void split(Expression condition, List<Expression> cheap, List<Expression> calling) {
        if (condition instanceof And and) {
            split(and.left(), cheap, calling);
            split(and.right(), cheap, calling);
        } else {
            List<TextCall> calls = new ArrayList<>();
            collect(condition, calls);
            (calls.isEmpty() && condition.deterministic() ? cheap : calling).add(condition);
        }
    }

    private static Expression joined(List<Expression> conditions) {
        return conditions.stream().reduce(And::new).orElseThrow();
    }

    private static Seq<NamedExpression> named(Seq<Attribute> attributes) {
        return Scala.<NamedExpression>seq(Scala.list(attributes));
    }

    private static AbstractPartialFunction<Expression, Expression> replacing(Map<Expression, Attribute> results) {
        return new AbstractPartialFunction<>() {
            @Override
            public boolean isDefinedAt(Expression expression) {
                return expression instanceof TextCall && results.containsKey(expression.canonicalized());
            }

            @Override
            public Expression apply(Expression expression) {
                return results.get(expression.canonicalized());
            }
        };
    }

    private static LogicalPlan up(LogicalPlan plan, java.util.function.UnaryOperator<LogicalPlan> change) {
        return plan.transformUp(everywhere(change));
    }

    private static LogicalPlan down(LogicalPlan plan, java.util.function.UnaryOperator<LogicalPlan> change) {
        return plan.transformDown(everywhere(change));
    }

    private static AbstractPartialFunction<LogicalPlan, LogicalPlan> everywhere(
            java.util.function.UnaryOperator<LogicalPlan> change) {
        return new AbstractPartialFunction<>() {
            @Override
            public boolean isDefinedAt(LogicalPlan plan) {
                return true;
            }

            @Override
            public LogicalPlan apply(LogicalPlan plan) {
                return change.apply(plan);
            }
        };
    }
}
