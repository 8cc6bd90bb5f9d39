package dev.heed.spark;

import org.apache.spark.sql.SparkSession;

/** A session within the test's JVM, the same for all tests of it. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkSession session() {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("heed")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }
}
