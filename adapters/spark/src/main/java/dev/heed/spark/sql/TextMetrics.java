package dev.heed.spark.sql;

import java.io.Serializable;
import org.apache.spark.sql.execution.metric.SQLMetric;

/** What Spark's UI shows of the operator; added to by tasks, summed by Spark. */
record TextMetrics(
        SQLMetric rows, SQLMetric texts, SQLMetric tokens, SQLMetric cut, SQLMetric failed, SQLMetric nanoseconds)
        implements Serializable {
    void add(int rowsGiven, Counts counts, long nanoseconds) {
        rows.add(rowsGiven);
        texts.add(counts.texts());
        tokens.add(counts.tokens());
        cut.add(counts.cut());
        failed.add(counts.failed());
        this.nanoseconds.add(nanoseconds);
    }
}
