"""What the APIs answer: the same bytes for an SDK and for the code by hand."""

from __future__ import annotations

import json
from typing import Dict, List

COUNT = 20_000
"""Events of a stream."""
LENGTH = 10_000
"""Items of a list."""

CHAT, MESSAGE, REPLY = "chat", "message", "reply"

_answers = {
    CHAT: {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hello there!", "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7},
    },
    MESSAGE: {
        "id": "c1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": "Hello there!"}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 3, "output_tokens": 4},
    },
    REPLY: {
        "id": "c1",
        "finish_reason": "COMPLETE",
        "message": {"role": "assistant", "content": [{"type": "text", "text": "Hello there!"}]},
        "usage": {"tokens": {"input_tokens": 3, "output_tokens": 4}},
    },
}

_events = {
    CHAT: {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "delta": {"content": "some more text"}, "finish_reason": None}],
    },
    MESSAGE: {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "text_delta", "text": "some more text"},
    },
    REPLY: {
        "type": "content-delta",
        "index": 0,
        "delta": {"message": {"content": {"text": "some more text"}}},
    },
}


def _listing(api: str) -> object:
    if api == CHAT:
        facts = {"object": "model", "created": 1, "owned_by": "me", "type": "base", "capabilities": {}}
        return {"object": "list", "data": [{"id": f"m{i}", **facts} for i in range(LENGTH)]}
    if api == MESSAGE:
        made = "2026-01-02T03:04:05Z"
        models = [
            {"id": f"m{i}", "type": "model", "display_name": f"M {i}", "created_at": made}
            for i in range(LENGTH)
        ]
        return {"data": models, "has_more": False, "first_id": "m0", "last_id": f"m{LENGTH - 1}"}
    return {
        "models": [
            {"name": f"m{i}", "endpoints": ["chat"], "finetuned": False, "context_length": 4096}
            for i in range(LENGTH)
        ]
    }


def answer(api: str) -> bytes:
    """One answer."""
    return json.dumps(_answers[api]).encode()


def listing(api: str) -> bytes:
    """All models."""
    return json.dumps(_listing(api)).encode()


def event_data(api: str) -> bytes:
    """The data of one event."""
    return json.dumps(_events[api]).encode()


_ends: Dict[str, bytes] = {
    CHAT: b"data: [DONE]\n\n",
    MESSAGE: b'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    REPLY: b'event: message-end\ndata: {"type":"message-end","delta":{"finish_reason":"COMPLETE"}}\n\n',
}


def stream(api: str) -> bytes:
    """All events."""
    names = {CHAT: b"", MESSAGE: b"event: content_block_delta\n", REPLY: b"event: content-delta\n"}
    one = names[api] + b"data: " + event_data(api) + b"\n\n"
    pieces: List[bytes] = [one] * COUNT
    return b"".join(pieces) + _ends[api]
