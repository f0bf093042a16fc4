"""Fresh processes: `import` and making a client, and the first call; arguments are a package and a class."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from measure import report, row

CLIENT = "client = httpx.Client(transport=httpx.MockTransport(lambda r: httpx.Response(200, headers={'content-type': 'application/json'}, content=BODY)))"
BODY = """BODY = b'{"id":"t1","name":"Lamp","size":3,"weight":1.5,"createdAt":"2026-01-02T03:04:05Z","tags":["a"],"owner":{"id":"o1"}}'"""

PROGRAMS = {
    "import the GitHub SDK, make its client": "from github_sdk import SDK\nSDK()",
    "import the HTTP library, make a client": "import httpx\nhttpx.Client()",
    "first call, ours": f"import httpx\n{BODY}\n{CLIENT}\nfrom bench_sdk import Bench\nBench(client=client).things.get_thing(thing_id='t1')",
    "first call, raw": f"""
from datetime import datetime
from typing import List, Optional
import httpx
from pydantic import BaseModel, Field
class Owner(BaseModel):
    id: str
    email: Optional[str] = None
class Thing(BaseModel):
    id: str
    name: str
    created_at: datetime = Field(alias="createdAt")
    tags: List[str]
    owner: Owner
    size: Optional[int] = None
    weight: Optional[float] = None
{BODY}
{CLIENT}
Thing.model_validate_json(client.get("http://bench.test/things/t1").content)""",
}

FRAME = """
import json, time
before = time.process_time()
{program}
after = time.process_time()
import resource, sys
print(json.dumps([after - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(sys.modules)]))
"""


def run(program: str) -> list[float]:
    """CPU seconds, peak memory in MB and number of modules of a fresh process."""
    found = subprocess.run(
        [sys.executable, "-c", FRAME.replace("{program}", program)],
        check=True,
        capture_output=True,
        text=True,
    )
    values: list[float] = json.loads(found.stdout)
    return values


if __name__ == "__main__":
    found: dict[str, list[list[float]]] = {name: [] for name in PROGRAMS}
    for _ in range(16):
        for name, program in PROGRAMS.items():
            found[name].append(run(program))
    middle = {name: [statistics.median(column) for column in zip(*runs[1:])] for name, runs in found.items()}
    ours, raw, first, first_raw = middle.values()
    report(
        [
            row("import the GitHub SDK, make its client", ours[0] * 1e3, raw[0] * 1e3, "ms", "≤ 1.3"),
            row("its memory", ours[1], raw[1], "MB", "< 10 MB more"),
            row("its modules", ours[2], raw[2], "modules", ""),
            row("first call of a fresh process", first[0] * 1e3, first_raw[0] * 1e3, "ms", "≤ 1.3"),
        ]
    )
