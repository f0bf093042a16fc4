"""Fresh processes: importing and making a client, and the first call."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Dict, List

from answers import answer
from subject import Subject

RUNS = 7

FRAME = """
import json, time
before = time.process_time()
{program}
after = time.process_time()
import pathlib, resource, sys
unit = 2**20 if sys.platform == "darwin" else 2**10
def peak():
    # Linux counts the parent's memory into a child's ru_maxrss, but not into its status.
    status = pathlib.Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 2**10
print(json.dumps([(after - before) * 1e3, peak(), len(sys.modules)]))
"""


def _client(library: str, api: str) -> str:
    return (
        f"client = {library}.Client(transport={library}.MockTransport(lambda request: {library}.Response("
        f"200, headers={{'content-type': 'application/json'}}, content={answer(api)!r})))"
    )


def programs(subject: Subject) -> Dict[str, str]:
    """Programs by what they are: the SDK's and the same by hand."""
    facts, library = subject.facts, subject.library.__name__
    client = _client(library, facts.api)
    module = f"raw.{facts.api}"
    return {
        "start": f"{facts.imports}\nsdk = {facts.start}",
        "raw start": f"import {library}\n{library}.Client()",
        "first": f"import {library}\nurl = 'http://bench.test'\n{client}\n{facts.imports}\nsdk = {facts.make}\n{facts.call}",
        "raw first": f"import {library}\n{client}\nfrom {module} import BODY, PATH, Answer\n"
        "Answer.model_validate_json(client.post('http://bench.test' + PATH, json=BODY).content)",
    }


def run(program: str) -> List[float]:
    """CPU ms, peak memory in MB and modules of a fresh process."""
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", FRAME.replace("{program}", program)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    values: List[float] = json.loads(done.stdout)
    return values


def measure(subject: Subject) -> List[object]:
    """Columns of the table."""
    found: Dict[str, List[List[float]]] = {name: [] for name in programs(subject)}
    for _ in range(RUNS + 1):  # the first run compiles
        for name, program in programs(subject).items():
            found[name].append(run(program))
    start, raw_start, first, raw_first = (
        [statistics.median(column) for column in zip(*runs[1:])] for runs in found.values()
    )
    return [
        start[0],
        start[0] / raw_start[0],
        start[1] - raw_start[1],
        start[2],
        first[0],
        first[0] / raw_first[0],
    ]
