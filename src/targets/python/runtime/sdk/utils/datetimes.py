"""Dates and times."""

from __future__ import annotations

import re
from datetime import datetime

_FRACTION = re.compile(r"\.(\d+)")


def parse_datetime(datetime_string: str) -> datetime:
    """A date-time of RFC 3339: ``Z`` or an offset, any number of fractional digits."""
    text = datetime_string.strip().replace("z", "Z")
    if text.endswith("Z"):
        text = text[:-1] + "+00:00"
    text = _FRACTION.sub(lambda match: "." + match.group(1)[:6].ljust(6, "0"), text)
    return datetime.fromisoformat(text)
