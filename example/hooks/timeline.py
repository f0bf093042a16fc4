"""Notes what ran when and where; a file of the SDK author's own, which generating never touches."""

import asyncio
import threading
import time
from typing import List, NamedTuple


class Entry(NamedTuple):
    milliseconds: float
    """Since the program started."""
    where: str
    """``caller``, ``event loop`` or ``worker thread``."""
    what: str


START = time.perf_counter()
entries: List[Entry] = []


def where() -> str:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return "caller" if threading.current_thread() is threading.main_thread() else "worker thread"
    return "event loop"


def note(what: str) -> None:
    entries.append(Entry((time.perf_counter() - START) * 1000, where(), what))
