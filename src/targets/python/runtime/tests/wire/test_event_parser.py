"""The parser of server-sent events against a reader of whole texts, which follows the standard word by word."""

from __future__ import annotations

import re
from typing import List, Optional

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sdk._runtime.lines import Event, EventParser

BOM = b"\xef\xbb\xbf"


def expected(text: bytes, data_required: bool) -> List[Event]:
    """WHATWG HTML, 9.2.6; what stands after the last line end is no line."""
    lines = re.split(b"\r\n|\n|\r", text[3:] if text.startswith(BOM) else text)[:-1]
    events: List[Event] = []
    data: List[bytes] = []
    name: Optional[str] = None
    last_id: Optional[str] = None
    retry: Optional[int] = None
    has_field = False
    for line in lines:
        if not line:
            if data or (has_field and not data_required):
                joined = b"\n".join(data) if data else None
                events.append((joined, name or None, last_id, retry))
            data, name, retry, has_field = [], None, None, False
            continue
        field, colon, value = line.partition(b":")
        if colon and value.startswith(b" "):
            value = value[1:]
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value.decode("utf-8", "replace")
        elif field == b"id" and b"\0" not in value:
            last_id = value.decode("utf-8", "replace")
        elif field == b"retry" and value.isdigit():
            retry = int(value)
        else:
            continue
        has_field = True
    return events


def parsed(chunks: List[bytes], data_required: bool) -> List[Event]:
    parser = EventParser(data_required)
    return [event for chunk in chunks for event in parser.feed(chunk)]


VALUES = [
    b"",
    b" ",
    b" x",
    b"x",
    b"  data: x",
    b" [DONE]",
    b" a\0b",
    b" 30",
    b" \xff%b",
]
FIELDS = [b"data:", b"data", b"event:", b"id:", b"retry:", b":", b"other:", b"data :"]
LINES = st.builds(bytes.__add__, st.sampled_from(FIELDS), st.sampled_from(VALUES))
USUAL = [
    b"data: x",
    b"event: a\ndata: x",
    b"event: a\ndata: x\ndata: y",
    b"id: 7\ndata: x",
    b"data: x\nid: 8",
]
EVENTS = st.one_of(
    st.sampled_from(USUAL),
    st.lists(LINES, max_size=4).map(b"\n".join),
    st.just(b"data: " + b"x" * 3000),
)
TEXTS = st.builds(
    lambda start, events, last: start + b"\n\n".join(events) + last,
    st.sampled_from([b"", BOM, BOM[:2], b"\n"]),
    st.lists(EVENTS, max_size=8),
    st.sampled_from([b"", b"\n", b"\n\n", b"\n\n\ndata: x\n\n"]),
)
ENDS = st.lists(st.sampled_from([b"\n", b"\r\n", b"\r"]), min_size=1, max_size=3)


def with_ends(text: bytes, ends: List[bytes]) -> bytes:
    """The text with these line ends, in turn."""
    lines = text.split(b"\n")
    pairs = zip(lines, (ends * len(lines))[: len(lines) - 1])
    return b"".join(line + end for line, end in pairs) + lines[-1]


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    TEXTS, ENDS, st.lists(st.integers(0, 70), min_size=1, max_size=20), st.booleans()
)
@example(b"data: x\n\ndata: y\n\n\ndata: z\n\n", [b"\n"], [0, 8, 1], True)
@example(b"data: x\n\n\ndata: y\n\n", [b"\r"], [8, 1, 1, 0, 1], True)
@example(b"event: a\n\ndata: x\n\n", [b"\n"], [70], False)
@example(b"event: a\n\nevent: a\ndata: x\ndata: y\n\n", [b"\n"], [70], True)
def test_chunks_make_no_difference(
    text: bytes, ends: List[bytes], sizes: List[int], data_required: bool
) -> None:
    text = with_ends(text, ends)
    chunks: List[bytes] = []
    at = 0
    for size in sizes:
        chunks.append(text[at : at + size])
        at += size
    want = expected(text, data_required)
    assert parsed([*chunks, text[at:]], data_required) == want
    assert parsed([text], data_required) == want
    assert parsed([bytes([byte]) for byte in text], data_required) == want


def test_a_retry_of_many_digits_is_passed_over() -> None:
    text = b"retry: " + b"9" * 5000 + b"\ndata: x\n\n"
    assert parsed([text], True) == [(b"x", None, None, None)]
