"""A list of 10,000 items, against `TypeAdapter.validate_json` on its bytes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_sdk import Bench, models
from measure import in_turns, middle, report, row
from raw import THING, Thing, TypeAdapter, httpx, transport

body = b"[" + b",".join([THING] * 10_000) + b"]"
ours = Bench(client=httpx.Client(transport=transport(body)))
adapter = TypeAdapter(List[Thing])
same = TypeAdapter(List[models.Thing])

if __name__ == "__main__":
    rounds = in_turns(
        {
            "ours": ours.things.list_things,
            "raw": lambda: adapter.validate_json(body),
            "same": lambda: same.validate_json(body),
        },
        1,
        rounds=31,
    )
    seconds = middle(rounds)
    report(
        [
            row(
                "a list of 10,000, plain pydantic models",
                seconds["ours"] * 1e3,
                seconds["raw"] * 1e3,
                "ms",
                "≤ 1.1",
            ),
            row(
                "the same, the SDK's own models", seconds["ours"] * 1e3, seconds["same"] * 1e3, "ms", "≤ 1.1"
            ),
        ]
    )
