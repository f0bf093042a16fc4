"""One call at a time: `one.py sync`, `one.py native`, `one.py adapted`."""

from __future__ import annotations

import asyncio
import sys

from kinds import adapted_kinds, on_loop_kinds, sync_kinds
from measure import fastest, report, shuffled, shuffled_async

if __name__ == "__main__":
    part = sys.argv[1]
    if part == "sync":
        found = shuffled(sync_kinds(), 1200)
    elif part == "native":
        found = asyncio.run(shuffled_async(on_loop_kinds(), 4000))
    else:
        found = asyncio.run(shuffled_async(adapted_kinds(), 800))
    report([], seconds=fastest(found))
