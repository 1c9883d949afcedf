"""Runs selects on Spark, in an environment of its own: this file knows nothing but pyspark.

Usage: run_on_spark.py JOB, a JSON file with settings, the Parquet file of each view, and the select
and folder of each result. A select that fails is told in `errors.json` beside the job.
"""

import json
import sys
from pathlib import Path


def main(job_file: Path) -> None:
    from pyspark.sql import SparkSession

    job = json.loads(job_file.read_text("utf-8"))
    builder = SparkSession.builder.master("local[2]")
    for key, value in job["settings"].items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    for view, file in job["views"].items():
        spark.read.parquet(file).createOrReplaceTempView(view)
    errors = {}
    for name, (select, folder) in job["selects"].items():
        try:
            spark.sql(select).write.parquet(folder)
        except Exception as error:  # Whatever Spark says against it is the finding.
            errors[name] = str(error)[:2000]
    job_file.with_name("errors.json").write_text(json.dumps(errors), "utf-8")
    spark.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
