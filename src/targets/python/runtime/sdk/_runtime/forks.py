"""Counts forks: threads and loops of the parent process do not exist in a child."""

from __future__ import annotations

import os


class _Forks:
    count = 0

    def add(self) -> None:
        self.count += 1


forks = _Forks()
"""``forks.count`` differs from what it was when something was made: this is another process."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=forks.add)
