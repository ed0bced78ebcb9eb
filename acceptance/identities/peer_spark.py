"""Run by a Python that has Spark: links a prepared register (PARQUET MODEL OUTPUT.npz)."""

import sys
from pathlib import Path

import numpy as np
from pyspark import SparkConf, SparkContext
from pyspark.sql import SparkSession
from splink import SparkAPI
from splink.backends.spark import similarity_jar_location

from kentongan.engine.linkage.batch.linking import link, spark_engine
from kentongan.engine.linkage.weights import read_model

LEAST_WEIGHT = -12.0


def main(people: Path, model: Path, output: Path) -> None:
    conf = SparkConf().setMaster("local[2]").setAppName("kentongan")
    conf.set("spark.driver.memory", "4g").set("spark.sql.shuffle.partitions", "8")
    conf.set("spark.default.parallelism", "8").set("spark.jars", similarity_jar_location())
    conf.set("spark.ui.enabled", "false")
    context = SparkContext.getOrCreate(conf=conf)
    context.setCheckpointDir(str(output.parent / "checkpoints"))
    session = SparkSession(context)
    engine = spark_engine(SparkAPI(spark_session=session, num_partitions_on_repartition=8))
    table = session.read.parquet(str(people))
    told = read_model(model.read_text(encoding="utf-8"))
    links = link(engine, table, told, LEAST_WEIGHT)
    np.savez(output, left=links.left, right=links.right, weights=links.weights, levels=links.levels)
    session.stop()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
