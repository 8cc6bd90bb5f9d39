#!/usr/bin/env python3
"""A standalone cluster of Spark on loopback: a master, two workers of one core, Heed's functions, and what happens when a worker is killed.

    ./build package                                   # or: mvn -DskipTests -Pclusters package
    PYTHON tools/spark/cluster.py TEXT [--lines N] [--partitions N] [--model NAME|FOLDER] [--pandas FOLDER] [--alone]

PYTHON has pyspark 4.2.0 (pip install pyspark==4.2.0). TEXT is a file of lines, repeated and numbered up to N (1,000,000), so that no
two are equal. The lines are embedded to Parquet twice, the second time with a worker killed half-way; the sums over all rows' hashes
must be equal. --alone measures the library on the same lines and as many threads, in one JVM without Spark. --pandas FOLDER does the
same lines by a pandas UDF with sentence-transformers (needs pandas, pyarrow, sentence-transformers in PYTHON).

Everything that is started here is ended here. Prints one line a step.
"""

import argparse
import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODULES = ["ground", "words", "engine", "meaning", "model-minilm", "adapters/spark"]


def jars():
    found = []
    for module in MODULES:
        made = [jar for jar in glob.glob(f"{HERE}/{module}/target/*.jar")
                if not jar.endswith(("-sources.jar", "-javadoc.jar", "-tests.jar"))]
        if not made:
            sys.exit(f"cluster: expected {module}/target/*.jar, found none; run ./build package first")
        found += made
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A master and two workers; each in a session of its own, so that its executors end with it."""

    def __init__(self, home, folder):
        self.home, self.folder = home, folder
        self.port = free_port()
        self.master = self.start("master", "org.apache.spark.deploy.master.Master",
                                 "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", str(free_port()))
        self.address = f"spark://127.0.0.1:{self.port}"
        self.workers = [self.worker(i) for i in range(2)]

    def worker(self, number):
        return self.start(f"worker-{number}-{time.time_ns()}", "org.apache.spark.deploy.worker.Worker",
                          "--host", "127.0.0.1", "--webui-port", str(free_port()), "--cores", "1", "--memory", "3g",
                          "--work-dir", f"{self.folder}/work", self.address)

    def start(self, name, main, *arguments):
        log = open(f"{self.folder}/{name}.log", "w")
        environment = dict(os.environ, SPARK_HOME=self.home, SPARK_LOCAL_IP="127.0.0.1", SPARK_NO_DAEMONIZE="1")
        return subprocess.Popen([f"{self.home}/bin/spark-class", main, *arguments], stdout=log, stderr=log,
                                env=environment, start_new_session=True)

    @staticmethod
    def kill(process):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self):
        for process in [*self.workers, self.master]:
            if process.poll() is None:
                self.kill(process)


def lines(text, count, partitions, spark, folder):
    with open(text, encoding="utf-8") as file:
        own = [line.strip() for line in file if line.strip()]
    path = f"{folder}/lines"
    table = spark.createDataFrame([(i, line) for i, line in enumerate(own)], "number int, line string")
    table.createOrReplaceTempView("own")
    (spark.range(0, count, 1, partitions)
     .selectExpr("id", f"cast(id % {len(own)} as int) AS number", f"cast(id div {len(own)} as int) AS round")
     .join(spark.table("own").hint("broadcast"), "number")
     .selectExpr("id", "concat(line, ' ', round) AS text")
     .repartition(partitions, "id").write.parquet(path))
    spark.read.parquet(path).createOrReplaceTempView("lines")
    return path


def finished(spark, group):
    tracker = spark.sparkContext.statusTracker()
    done = 0
    for job in tracker.getJobIdsForGroup(group):
        info = tracker.getJobInfo(job)
        for stage in (info.stageIds if info else []):
            stage_info = tracker.getStageInfo(stage)
            done = max(done, stage_info.numCompletedTasks if stage_info else 0)
    return done


def embed(spark, query, folder, name, half=0, half_way=None):
    """Runs the query to Parquet; gives seconds and the sum over the rows' hashes."""
    begun = time.time()
    if half_way:
        def watch():
            while finished(spark, name) < half:
                time.sleep(0.2)
            half_way()
        threading.Thread(target=watch, daemon=True).start()
    spark.sparkContext.setJobGroup(name, name)
    spark.sql(query).write.parquet(f"{folder}/{name}")
    seconds = time.time() - begun
    spark.sparkContext.setJobGroup("check", "check")
    row = spark.read.parquet(f"{folder}/{name}").selectExpr(
        "count(*)", "count(distinct id)", "sum(cast(xxhash64(id, vector) AS decimal(38, 0)))").first()
    return seconds, tuple(row)


ALONE = """
import dev.heed.*;
import java.nio.file.*;
import java.util.*;
void main(String[] args) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    try (Encoder encoder = Encoder.builder(Models.find(args[1])).threads(Integer.parseInt(args[2])).open()) {
        encoder.embed(lines.subList(0, Math.min(2000, lines.size())));
        long start = System.nanoTime();
        for (int from = 0; from < lines.size(); from += 1024) {
            encoder.embed(lines.subList(from, Math.min(lines.size(), from + 1024)));
        }
        System.out.println((System.nanoTime() - start) / 1e9);
    }
}
"""


def alone(spark, folder, model, count):
    texts, source = f"{folder}/alone.txt", f"{folder}/Alone.java"
    with open(texts, "w", encoding="utf-8") as file:
        for row in spark.sql(f"SELECT text FROM lines ORDER BY id LIMIT {count}").toLocalIterator():
            file.write(row[0] + "\n")
    with open(source, "w", encoding="utf-8") as file:
        file.write(ALONE)
    spark_jars = glob.glob(f"{os.environ['SPARK_HOME']}/jars/jackson-core-*.jar")
    answer = subprocess.run(["java", "--enable-native-access=ALL-UNNAMED", "-cp", ":".join(jars() + spark_jars), source,
                             texts, model, "2"], capture_output=True, text=True, check=True)
    return float(answer.stdout)


def pandas_udf(spark, folder, model_folder):
    import pandas
    from pyspark.sql.functions import pandas_udf as udf

    @udf("array<float>")
    def by_sentence_transformers(batches: "Iterator[pandas.Series]") -> "Iterator[pandas.Series]":
        import torch
        from sentence_transformers import SentenceTransformer
        torch.set_num_threads(1)
        model = SentenceTransformer(model_folder)
        for texts in batches:
            yield pandas.Series(list(model.encode(texts.tolist(), batch_size=64)))

    import typing
    by_sentence_transformers.func.__annotations__ = {
        "batches": typing.Iterator[pandas.Series], "return": typing.Iterator[pandas.Series]}
    spark.udf.register("by_sentence_transformers", by_sentence_transformers)
    return embed(spark, "SELECT id, by_sentence_transformers(text) AS vector FROM lines", folder, "pandas")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--partitions", type=int, default=64)
    parser.add_argument("--model", default="minilm")
    parser.add_argument("--pandas")
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args()
    import pyspark
    from pyspark.sql import SparkSession
    home = os.path.dirname(pyspark.__file__)
    os.environ.update(SPARK_HOME=home, SPARK_LOCAL_IP="127.0.0.1")
    folder = tempfile.mkdtemp(prefix="heed-spark-")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("cluster: ended from outside"))
    cluster = Cluster(home, folder)
    spark = None
    try:
        time.sleep(8)
        spark = (SparkSession.builder.master(cluster.address).appName("heed")
                 .config("spark.jars", ",".join(jars())).config("spark.driver.extraClassPath", ":".join(jars()))
                 .config("spark.executor.extraClassPath", ":".join(jars()))
                 .config("spark.sql.extensions", "dev.heed.spark.HeedExtensions")
                 .config("spark.heed.model", options.model)
                 .config("spark.executor.cores", "1").config("spark.executor.memory", "2g")
                 .config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false")
                 .config("spark.sql.files.maxPartitionBytes", "1g").config("spark.sql.files.openCostInBytes", "1g")
                 .getOrCreate())
        spark.sparkContext.setLogLevel("ERROR")
        lines(options.text, options.lines, options.partitions, spark, folder)
        query = "SELECT id, heed_embed(text) AS vector FROM lines"
        embed(spark, query + f" WHERE id < {min(options.lines, 512)}", folder, "warm")
        seconds, whole = embed(spark, query, folder, "whole")
        print(f"heed_embed, two workers: {options.lines / seconds:.0f} rows/s, {seconds:.1f} s, sum {whole}", flush=True)
        seconds, killed = embed(spark, query, folder, "killed", options.partitions // 2,
                                lambda: cluster.kill(cluster.workers[0]))
        print(f"a worker killed half-way: {seconds:.1f} s, sum {killed}", flush=True)
        if killed != whole or whole[0] != options.lines or whole[1] != options.lines:
            sys.exit("cluster: expected equal sums over all lines, got others")
        cluster.workers[0] = cluster.worker(0)
        if options.alone:
            count = min(options.lines, 50_000)
            seconds = alone(spark, folder, options.model, count)
            print(f"the library alone, 2 threads: {count / seconds:.0f} rows/s", flush=True)
        if options.pandas:
            seconds, _ = pandas_udf(spark, folder, options.pandas)
            print(f"pandas UDF, sentence-transformers: {options.lines / seconds:.0f} rows/s, {seconds:.1f} s", flush=True)
    finally:
        if spark:
            spark.stop()
        cluster.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
