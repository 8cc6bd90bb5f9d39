#!/bin/sh
# Spark 4.2.0 (Java 17 or later), local mode: a sort of all rows computes an expensive column twice for each row, even one that it does not
# sort by.
#
# One would expect a function to be called once a row, as it is without the sort and with a LIMIT behind it. To sort everything, Spark
# divides rows into ranges, and to find the ranges it reads all rows once for a sample; what is below the sort is computed in that reading
# and again in the sort itself. Where the function is a model, that is double the time.
#
# Seen: calls for 1,000 rows in 4 partitions: 1000 without a sort and with a sort and a LIMIT; 2000 with a sort, by the function's column
# and by another; 1000 behind repartition(4), whose exchange both readings share.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.spark</groupId><artifactId>spark-sql_2.13</artifactId><version>4.2.0</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$folder/jars"
cat >"$folder/Run.java" <<'JAVA'
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

public class Run {
    static final LongAdder CALLS = new LongAdder();

    public static void main(String[] args) {
        var session = SparkSession.builder().master("local[2]").config("spark.ui.enabled", false)
                .config("spark.sql.warehouse.dir", args[0]).config("spark.local.dir", args[0])
                .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate();
        UDF1<Long, Long> costly = id -> {
            CALLS.increment();
            return id * 7919 % 1000;
        };
        session.udf().register("costly", costly, DataTypes.LongType);
        Dataset<Row> rows = session.range(0, 1000, 1, 4).withColumn("key", functions.expr("-id")).withColumn("score", functions.expr("costly(id)"));
        count("no sort", rows);
        count("sort by score", rows.orderBy("score"));
        count("sort by key", rows.orderBy("key"));
        count("sort by score, limit 10", rows.orderBy("score").limit(10));
        count("repartition(4), sort by score", rows.repartition(4).orderBy("score"));
        session.stop();
    }

    static void count(String what, Dataset<Row> rows) {
        CALLS.reset();
        rows.collectAsList();
        System.out.println(what + ": " + CALLS.sum() + " calls");
    }
}
JAVA
opens=$(for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
    java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    echo "--add-opens=java.base/$package=ALL-UNNAMED"
done)
mkdir "$folder/out" "$folder/classes"
javac -proc:none -cp "$folder/jars/*" -d "$folder/classes" "$folder/Run.java"
java -Xmx1g $opens -cp "$folder/classes:$folder/jars/*" Run "$folder/out" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
no sort: 1000 calls
sort by score: 2000 calls
sort by key: 2000 calls
sort by score, limit 10: 1000 calls
repartition(4), sort by score: 1000 calls
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
