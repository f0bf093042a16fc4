"""What a server says in the body of an error that the document does not describe."""

from __future__ import annotations

from typing import Any

import httpx

from ..utils.errors import error_message
from .coercion import is_dict, is_list


def server_message(response: httpx.Response, body: str) -> str:
    """What the server says went wrong, wherever in a JSON body it says so."""
    from pydantic_core import from_json

    data: Any
    try:
        data = from_json(body) if body[:1] in ("{", "[") else None
    except ValueError:
        data = None
    for _ in range(4):
        if is_list(data) and data:
            data = data[0]
        if not is_dict(data):
            break
        inner = next(
            (data[name] for name in ("error", "errors", "detail") if data.get(name)),
            None,
        )
        for name in (
            "message",
            "detail",
            "error_description",
            "error_message",
            "title",
            "msg",
        ):
            if isinstance(data.get(name), str) and data[name]:
                return str(data[name])
        data = inner
    if isinstance(data, str) and data:
        return data
    return error_message(None, response, body) or "The response has no body"
