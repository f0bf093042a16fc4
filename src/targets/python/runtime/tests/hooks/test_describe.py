"""Seeing what runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from ways import (
    AsyncNamed,
    Author,
    Named,
    SyncRecord,
)

from sdk._hooks import (
    AsyncToSyncBeforeRequestAdapter,
    SyncToAsyncBeforeRequestAdapter,
)

RUNTIME = Path(__file__).parents[2]


def test_describe_hooks_tells_point_order_class_module_and_how_it_runs(
    author: Author, make: Any
) -> None:
    log: Any = []
    bridged = AsyncToSyncBeforeRequestAdapter(AsyncNamed(log))
    explicit = SyncRecord()
    inline = Named(log)
    inline.blocking = False  # type: ignore[attr-defined]

    class Replaced(Named):
        pass

    author.registers(
        "before_request",
        Replaced(log),
        inline,
        bridged,
        explicit,
        native=[
            AsyncNamed(log, supersedes=(Replaced,)),
            SyncToAsyncBeforeRequestAdapter(explicit),
        ],
    )
    table = make(SyncRecord()).sdk_configuration.describe_hooks()
    rows = [
        (row.order, row.hook.split(".")[-1], row.sync_methods, row.async_methods)
        for row in table
    ]
    assert rows[:7] == [
        ("1 / -", "Replaced", "direct", "superseded by AsyncNamed"),
        ("2 / 1", "Named", "direct", "adapted inline"),
        ("3 / 2", "AsyncToSyncBeforeRequestAdapter(AsyncNamed)", "bridged", "native"),
        ("4 / -", "SyncRecord", "direct", "adapted explicitly"),
        ("5 / 5", "SyncRecord", "direct", "adapted (worker thread)"),
        ("- / 3", "AsyncNamed", "-", "native"),
        (
            "- / 4",
            "SyncToAsyncBeforeRequestAdapter(SyncRecord)",
            "-",
            "adapted (worker thread)",
        ),
    ]
    assert {row.point for row in table[:7]} == {"before_request"}
    assert table[1].module == "ways"
    assert (table[0].registered_by, table[4].registered_by) == ("author", "user")


def test_describe_hooks_prints_as_a_table(make: Any) -> None:
    text = str(make(SyncRecord()).sdk_configuration.describe_hooks())
    lines = text.splitlines()
    titles = [title for title in lines[0].split("  ") if title]
    assert [title.strip() for title in titles] == [
        "point",
        "order (sync / async)",
        "hook",
        "module",
        "from",
        "sync methods",
        "async methods",
    ]
    assert "after_parse_error" in text
    assert len({len(line) for line in lines[1:2]}) == 1


def test_the_command_prints_the_table() -> None:
    command = [sys.executable, "-W", "error", "-m", "sdk._hooks"]
    run = subprocess.run(
        command, cwd=RUNTIME, capture_output=True, text=True, timeout=60
    )
    assert (run.stdout, run.returncode) == ("No hooks are registered.\n", 0), run.stderr
