package dev.heed.spark.meaning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Lines with their places, on the executors: of files, or of a table with the columns {@code file}, {@code line}, {@code text}.
 * Immutable.
 */
public final class SparkCorpus {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> names;
    private final JavaRDD<NumberedLine> lines;

    private SparkCorpus(List<String> names, JavaRDD<NumberedLine> lines) {
        this.names = List.copyOf(names);
        this.lines = lines;
    }

    /**
     * UTF-8 files that every executor finds, {@code .gz} unpacked; lines end at LF or CR LF, bytes that are no UTF-8 are read as
     * U+FFFD. Numbering the lines of a file in several parts takes a pass over it.
     *
     * @param names as answers name them; in this order
     */
    public static SparkCorpus files(SparkSession session, List<String> names) {
        var context = new JavaSparkContext(session.sparkContext());
        JavaRDD<NumberedLine> all = context.emptyRDD();
        for (int i = 0; i < names.size(); i++) {
            JavaRDD<NumberedLine> lines = lines(context, names.get(i), i);
            all = i == 0 ? lines : all.union(lines);
        }
        return new SparkCorpus(names, all);
    }

    private static JavaRDD<NumberedLine> lines(JavaSparkContext context, String name, int file) {
        Configuration configuration = new Configuration(context.hadoopConfiguration());
        configuration.set("textinputformat.record.delimiter", "\n"); // else a lone CR ends a line
        return context.newAPIHadoopFile(name, TextInputFormat.class, LongWritable.class, Text.class, configuration)
                .map(pair -> pair._2().toString())
                .zipWithIndex()
                .map(pair -> new NumberedLine(file, pair._2() + 1, line(pair._1(), pair._2())));
    }

    private static String line(String text, long number) {
        String from = number == 0 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return from.endsWith("\r") ? from.substring(0, from.length() - 1) : from;
    }

    /**
     * A table's rows: {@code file} a text, {@code line} a number, {@code text}. Files come in the order of their names.
     */
    public static SparkCorpus table(Dataset<Row> rows) {
        List<String> names = rows.select("file")
                .distinct()
                .orderBy("file")
                .as(Encoders.STRING())
                .collectAsList();
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        return new SparkCorpus(
                names,
                rows.selectExpr("file", "cast(line as bigint)", "text")
                        .javaRDD()
                        .map(row -> new NumberedLine(numbers.get(row.getString(0)), row.getLong(1), row.getString(2))));
    }

    /** The same lines in so many parts, which go to executors in turn. */
    public SparkCorpus in(int parts) {
        return new SparkCorpus(names, lines.repartition(parts));
    }

    List<String> names() {
        return new ArrayList<>(names);
    }

    JavaRDD<NumberedLine> lines() {
        return lines;
    }
}
