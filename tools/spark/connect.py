#!/usr/bin/env python3
"""Spark Connect on loopback: a server with Heed's jars, and a client without a JVM that calls Heed's functions through SQL.

    ./build package                                   # or: mvn -DskipTests -Pclusters package
    PYTHON tools/spark/connect.py

PYTHON has pyspark with its Connect client (pip install "pyspark[connect]==4.2.0"). Checked: the functions are found by the jars
alone, vectors have the model's length and norm 1, the same text has the same vector however it is asked for, a null stays null, a score
orders rows, and a mistake is told in one line of Heed's. Everything that is started here is ended here. Prints one line a check.
"""

import math
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cluster import Cluster, free_port, jars  # noqa: E402

import pyspark  # noqa: E402

PATIENCE = 120
LINES = ["We sat by the river bank.", "The bank lends money.", "I am a small frog."]


def serve(folder, port):
    home = os.path.dirname(pyspark.__file__)
    log = open(f"{folder}/connect.log", "w")
    command = [f"{home}/bin/spark-submit", "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
               "--master", "local[2]", "--jars", ",".join(jars()), "--driver-class-path", ":".join(jars()),
               "--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.connect.grpc.binding.address=127.0.0.1",
               "--conf", "spark.ui.enabled=false", "--conf", f"spark.sql.warehouse.dir={folder}/warehouse", "spark-internal"]
    environment = dict(os.environ, SPARK_HOME=home, SPARK_LOCAL_IP="127.0.0.1")
    return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder, start_new_session=True)


def client(port, server, folder):
    from pyspark.sql import SparkSession
    end = time.time() + PATIENCE
    while True:
        try:
            return SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
        except Exception as e:  # not up yet
            if server.poll() is not None or time.time() > end:
                sys.exit(f"connect: no server: {e}\n" + open(f"{folder}/connect.log").read()[-4000:])
            time.sleep(1)


def check(what, holds):
    print(f"connect: {what}: {'holds' if holds else 'DOES NOT HOLD'}", flush=True)
    if not holds:
        sys.exit(1)


def checks(spark):
    from pyspark.sql import functions as F
    rows = spark.createDataFrame([(i, text) for i, text in enumerate(LINES)] + [(9, None)], "id int, text string")
    rows.createOrReplaceTempView("lines")
    vectors = {row.id: row.vector for row in spark.sql("SELECT id, heed_embed(text) AS vector FROM lines").collect()}
    check("a vector a text, of length 384 and norm 1", all(
        len(vectors[i]) == 384 and abs(math.sqrt(sum(x * x for x in vectors[i])) - 1) < 1e-5 for i in range(len(LINES))))
    check("no vector of a null", vectors[9] is None)
    called = rows.where("id < 9").select("id", F.call_function("heed_embed", "text").alias("vector")).collect()
    check("by a function's name as by SQL, bit for bit", all(row.vector == vectors[row.id] for row in called))
    alone = spark.sql(f"SELECT heed_embed('{LINES[0]}') AS vector").collect()[0].vector
    check("a constant as in a column, bit for bit", alone == vectors[0])
    best = spark.sql("SELECT text FROM lines WHERE text IS NOT NULL"
                     " ORDER BY heed_similarity(text, 'where is the money?') DESC LIMIT 1").collect()[0].text
    check("a score orders rows", best == LINES[1])
    words = spark.sql("SELECT w.text FROM lines LATERAL VIEW explode(heed_word_vectors(text)) t AS w WHERE id = 1").collect()
    check("words in their contexts", [row.text for row in words] == ["The", "bank", "lends", "money"])
    try:
        spark.sql("SELECT heed_embed(text, 3) FROM lines").collect()
        refused = ""
    except Exception as e:
        refused = str(e)
    check("a mistake is told: " + refused.strip().splitlines()[0][:160] if refused else "a mistake is told", bool(refused))


def main():
    with tempfile.TemporaryDirectory(prefix="heed-connect-") as folder:
        port = free_port()
        server = serve(folder, port)
        try:
            spark = client(port, server, folder)
            print(f"connect: Spark {spark.version}, a client of {type(spark).__module__}", flush=True)
            try:
                checks(spark)
            finally:
                spark.stop()  # before the server ends: its client would wait for it
        finally:
            if server.poll() is None:
                Cluster.kill(server)


if __name__ == "__main__":
    main()
