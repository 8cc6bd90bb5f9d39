package dev.heed.spark.sql;

import dev.heed.spark.model.TaskThreads;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * A partition's rows with the results of calls beside them. At most one batch is held: {@code batchSize} rows, or fewer of long
 * texts.
 */
final class BatchedRows extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** A batch is full with so many bytes of text, however few rows those are. */
    private static final long FULL = 4L << 20;

    private final ArrayList<TextCall> calls;
    private final ArrayList<Attribute> input;
    private final ArrayList<Attribute> output;
    private final TextMetrics metrics;
    private final int batchSize;

    BatchedRows(List<TextCall> calls, List<Attribute> input, List<Attribute> output, TextMetrics metrics) {
        this.calls = new ArrayList<>(calls);
        this.input = new ArrayList<>(input);
        this.output = new ArrayList<>(output);
        this.metrics = metrics;
        this.batchSize = calls.stream()
                .mapToInt(call -> call.settings().batchSize())
                .min()
                .orElseThrow();
    }

    @Override
    public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
        return new Rows(rows, threads());
    }

    private static TaskThreads threads() {
        TaskContext context = TaskContext.get();
        TaskThreads threads = new TaskThreads(context == null ? 1 : context.cpus());
        if (context != null) {
            context.addTaskCompletionListener((TaskCompletionListener) ended -> threads.close());
        }
        return threads;
    }

    private final class Rows extends AbstractIterator<InternalRow> {
        private final Iterator<InternalRow> rows;
        private final TaskThreads threads;
        private final UnsafeProjection texts = UnsafeProjection.create(
                Scala.<Expression>seq(calls.stream().map(TextCall::text).toList()), Scala.<Attribute>seq(input));
        private final UnsafeProjection joined =
                UnsafeProjection.create(Scala.<Expression>seq(output), Scala.<Attribute>seq(output));
        private final Deque<InternalRow> ready = new ArrayDeque<>();

        Rows(Iterator<InternalRow> rows, TaskThreads threads) {
            this.rows = rows;
            this.threads = threads;
        }

        @Override
        public boolean hasNext() {
            if (ready.isEmpty() && rows.hasNext()) {
                compute();
            }
            return !ready.isEmpty();
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException("no row left");
            }
            return joined.apply(ready.remove());
        }

        private void compute() {
            TaskContext context = TaskContext.get();
            if (context != null) {
                context.killTaskIfInterrupted();
            }
            List<InternalRow> batch = new ArrayList<>();
            List<List<String>> columns = new ArrayList<>();
            calls.forEach(call -> columns.add(new ArrayList<>()));
            long bytes = 0;
            while (batch.size() < batchSize && bytes < FULL && rows.hasNext()) {
                InternalRow row = rows.next().copy(); // the rows' source gives the same object again and again
                InternalRow given = texts.apply(row);
                for (int c = 0; c < columns.size(); c++) {
                    UTF8String text = given.isNullAt(c) ? null : given.getUTF8String(c);
                    columns.get(c).add(text == null ? null : text.toString());
                    bytes += text == null ? 0 : text.numBytes();
                }
                batch.add(row);
            }
            answer(batch, columns);
        }

        private void answer(List<InternalRow> batch, List<List<String>> columns) {
            long start = System.nanoTime();
            Counts counts = new Counts();
            Object[][] values = new Object[batch.size()][calls.size()];
            for (int c = 0; c < columns.size(); c++) {
                put(calls.get(c), columns.get(c), c, values, counts);
            }
            for (int r = 0; r < values.length; r++) {
                ready.add(new JoinedRow(batch.get(r), new GenericInternalRow(values[r])));
            }
            metrics.add(batch.size(), counts, System.nanoTime() - start);
        }

        private void put(TextCall call, List<String> column, int at, Object[][] values, Counts counts) {
            List<Integer> rows = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int r = 0; r < column.size(); r++) {
                if (column.get(r) != null) {
                    rows.add(r);
                    texts.add(column.get(r));
                }
            }
            List<Object> results =
                    texts.isEmpty() ? List.of() : call.wanted().values(call.settings(), texts, threads, counts);
            for (int i = 0; i < results.size(); i++) {
                values[rows.get(i)][at] = results.get(i);
            }
        }
    }
}
