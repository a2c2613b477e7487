"""Hands the lines of a file to the Run folder by an engine: `run-engines.py spark|spark-pipe|spark-killed|ray|beam FOLDER IN OUT`.

Called by bench/run.ts; the engines are installed in an environment of their own.
"""
import json
import os
import signal
import subprocess
import sys
import threading
import time

engine, folder, source, target = sys.argv[1:5]
sys.path.insert(0, folder)
# Workers are of the same environment as this program.
os.environ["PYSPARK_PYTHON"] = sys.executable


def spark():
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        .getOrCreate()
    )


def kill_workers(until):
    """Kills a process of the folder every two seconds, three in all: whoever started it has to start its batch again."""
    left = 3
    while left > 0 and not until.is_set():
        time.sleep(2)
        found = subprocess.run(["pgrep", "-f", os.path.join(folder, "run.mjs")], capture_output=True, text=True)
        pids = [int(pid) for pid in found.stdout.split()]
        if not pids:
            continue
        left -= 1
        os.kill(pids[0], signal.SIGKILL)
        print("killed", pids[0], file=sys.stderr)


def with_pandas(killing):
    from pyspark.sql import functions as F
    from run import label_batches

    session = spark()
    session.sparkContext.addPyFile(os.path.join(folder, "run.py"))
    rows = []
    with open(source, encoding="utf-8") as lines:
        for at, line in enumerate(lines):
            try:
                rows.append((at, json.loads(line)["text"]))
            except ValueError:
                rows.append((at, None))
    frame = session.createDataFrame(rows, "id long, text string").repartition(4)
    done = threading.Event()
    if killing:
        threading.Thread(target=kill_workers, args=(done,), daemon=True).start()
    out = frame.mapInPandas(label_batches(folder), schema="id long, text string, labels string")
    found = out.orderBy(F.col("id")).collect()
    done.set()
    with open(target, "w", encoding="utf-8") as file:
        for row in found:
            file.write(json.dumps({"id": row["id"], "labels": json.loads(row["labels"])}, ensure_ascii=False) + "\n")


def with_pipe():
    context = spark().sparkContext
    out = context.textFile(source, 4).pipe(f"node {folder}/run.mjs --offsets unicode").collect()
    with open(target, "w", encoding="utf-8") as file:
        for line in out:
            file.write(line + "\n")


def with_ray():
    import ray
    from run import Labeller

    with open(source, encoding="utf-8") as lines:
        given = [line for line in lines if line.strip()]
    rows = []
    for at, line in enumerate(given):
        try:
            rows.append({"id": at, "text": json.loads(line)["text"]})
        except ValueError:
            rows.append({"id": at, "text": None})
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": folder}})
    data = ray.data.from_items(rows).map_batches(
        Labeller, fn_constructor_args=(folder,), batch_format="pandas", batch_size=1000, concurrency=2
    )
    with open(target, "w", encoding="utf-8") as file:
        for row in data.sort("id").iter_rows():
            file.write(json.dumps({"id": row["id"], "labels": json.loads(row["labels"])}, ensure_ascii=False) + "\n")


def with_beam():
    import glob

    import apache_beam as beam
    from apache_beam.options.pipeline_options import PipelineOptions
    from run import label_lines

    parts = target + ".part"
    for old in glob.glob(parts + "*"):
        os.remove(old)
    options = PipelineOptions(["--runner=DirectRunner", "--direct_num_workers=2", "--direct_running_mode=multi_threading"])
    with beam.Pipeline(options=options) as pipeline:
        lines = pipeline | beam.io.ReadFromText(source)
        out = lines | beam.BatchElements(min_batch_size=500) | beam.FlatMap(label_lines(folder))
        out | beam.io.WriteToText(parts)
    answers, errors = {}, []
    for name in glob.glob(parts + "*"):
        with open(name, encoding="utf-8") as file:
            for line in file:
                answer = json.loads(line)
                if "error" in answer:
                    errors.append(line)
                elif answer["id"] in answers:
                    raise RuntimeError("doubled: %s" % answer["id"])
                else:
                    answers[answer["id"]] = line
    # Lines come in any order; one that could not be read has no id.
    with open(target, "w", encoding="utf-8") as file:
        for at in range(len(answers) + len(errors)):
            file.write(answers[at] if at in answers else errors.pop())


{
    "spark": lambda: with_pandas(False),
    "spark-killed": lambda: with_pandas(True),
    "spark-pipe": with_pipe,
    "ray": with_ray,
    "beam": with_beam,
}[engine]()
