"""`./wijk bench inquiry`: a public inquiry with two thousand remarks, from the notice to the report in three languages.

./wijk bench inquiry                  # 2,000 remarks
./wijk bench inquiry --remarks 200    # a quick look

Everything by real actions in an installation of its own: letters that are typed, ten themes, a reply to each. Measured are the seconds of
the processor, the megabytes of the process that makes a paper and of the one that serves; the pages are counted in queries.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Seconds of the processor and megabytes for the largest paper; milliseconds for one remark; queries of a page.
GOALS = {
    "report_s": 6.0,
    "part_s": 6.0,
    "report_mb": 400,
    "server_mb": 350,
    "remark_ms": 60.0,
    "page_queries": 12,
    "remarks_queries": 12,
}


def main(words: list[str]) -> int:
    """Measure, print; 1 where a goal is not kept or a remark is lost."""
    parser = argparse.ArgumentParser(prog="wijk bench inquiry", description="Measure a large public inquiry.")
    parser.add_argument("--remarks", type=int, default=2000)
    count = parser.parse_args(words).remarks
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory(prefix="wijk-inquiry-") as scratch:
        told = {"WIJK_DATA": scratch, "DJANGO_SETTINGS_MODULE": "wijk.config.settings", "PYTHONPATH": paths}
        command = [sys.executable, "-m", "bench.inquiry_steps", scratch, str(count)]
        done = subprocess.run(command, env={**os.environ, **told}, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    print(done.stdout)
    found = json.loads(done.stdout)
    kept = found["numbered"] == found["replied"] == found["in_papers"] == count
    return 0 if kept and all(found[name] <= goal for name, goal in GOALS.items()) else 1
