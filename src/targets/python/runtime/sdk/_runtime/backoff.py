"""When to try again, and how long to wait: pure functions over numbers and headers."""

from __future__ import annotations

import random
import time
from email.utils import parsedate_to_datetime
from typing import Iterable, Mapping, Optional


def status_matches(patterns: Iterable[str], status: int) -> bool:
    """Whether a status is one of ``429``, ``5XX``, ``default``-like patterns."""
    text = str(status)
    for pattern in patterns:
        if pattern == text or pattern.lower() == "default":
            return True
        if len(pattern) == 3 and pattern[0] == text[0] and pattern[1:].upper() == "XX":
            return True
    return False


def retry_after_ms(headers: Mapping[str, str]) -> Optional[int]:
    """What ``retry-after-ms`` or ``Retry-After`` (seconds or a date) asks for; None where neither is usable."""
    text = headers.get("retry-after-ms")
    if text is not None:
        wait = _positive(text)
        if wait is not None:
            return int(wait)
    text = headers.get("retry-after")
    if text is None:
        return None
    wait = _positive(text)
    if wait is not None:
        return int(wait * 1000)
    return _until(text)


def _positive(text: str) -> Optional[float]:
    try:
        value = float(text)
    except ValueError:
        return None
    # NaN and the infinities are no waiting time.
    return value if 0 <= value < 1e12 else None


def _until(text: str) -> Optional[int]:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return max(0, int((moment.timestamp() - time.time()) * 1000))


def delay_ms(
    attempt: int,
    *,
    initial_interval: int,
    max_interval: int,
    exponent: float,
    jitter_ms: Optional[int] = None,
    asked_for: Optional[int] = None,
) -> float:
    """Milliseconds to wait after the ``attempt``-th try (0 is the first).

    ``asked_for`` (``retry_after_ms``) counts as it is. Otherwise the interval grows up to ``max_interval``, and
    up to ``jitter_ms`` (default 1000, at most the interval itself) is added, so that clients do not come back together.
    """
    if asked_for is not None:
        return float(asked_for)
    try:
        interval = initial_interval * exponent**attempt
    except OverflowError:
        interval = float(max_interval)
    interval = min(interval, float(max_interval))
    spread = min(interval, 1000.0) if jitter_ms is None else float(jitter_ms)
    return min(interval + random.uniform(0, spread), float(max_interval))


def fits(elapsed_ms: float, delay: float, max_elapsed_time: int) -> bool:
    """Whether waiting still ends before ``max_elapsed_time``: a server may not ask for a day."""
    return elapsed_ms + delay <= max_elapsed_time
