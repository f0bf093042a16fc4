"""A server that knows the document: checks each request, and answers with the documented example."""

from __future__ import annotations

import json
import re
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, List, Optional
from urllib.parse import parse_qsl, urlsplit

OPERATIONS: Dict[str, Any] = json.loads(
    Path(__file__).with_name("operations.json").read_text("utf-8")
)

TOKEN_PATH = "/token-endpoint-of-the-tests"

_TOKEN = {"access_token": "test", "token_type": "bearer", "expires_in": 3600}
_NOT_GIVEN: Any = object()


class MockServer(ThreadingHTTPServer):
    """Runs on a free port of this machine, one operation at a time."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.token_url = self.url + TOKEN_PATH
        self.expected: Dict[str, Any] = {}
        self.problems: List[str] = []
        self.requests = 0

    def __enter__(self) -> MockServer:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def expect(self, operation: str) -> None:
        """Which operation is called next."""
        self.expected = OPERATIONS[operation]
        self.problems = []
        self.requests = 0

    def check(self, result: Any = _NOT_GIVEN) -> None:
        """Fails where the request was not as documented, or the result is not the example."""
        assert self.requests > 0, "no request arrived"
        assert not self.problems, "; ".join(self.problems)
        answer = self.expected["answer"]
        if result is _NOT_GIVEN or answer.get("kind") not in _COMPARED:
            return
        inner = _plain(getattr(result, "result", result))
        difference = _difference(inner, _wanted(answer, inner), "the result")
        assert difference is None, difference


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: MockServer

    def _handle(self) -> None:
        body = self._read()
        if self.path == TOKEN_PATH:
            self._answer(
                200, {"Content-Type": "application/json"}, json.dumps(_TOKEN).encode()
            )
            return
        self.server.requests += 1
        self.server.problems += _request_problems(self, self.server.expected, body)
        answer = self.server.expected["answer"]
        headers = dict(answer.get("headers", {}))
        if "type" in answer:
            headers["Content-Type"] = answer["type"]
        self._answer(answer["status"], headers, _written(answer))

    def _answer(self, status: int, headers: Dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._handle
        raise AttributeError(name)

    def _read(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks: List[bytes] = []
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
            if size == 0:
                return b"".join(chunks)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _written(answer: Dict[str, Any]) -> bytes:
    value, kind = answer.get("value"), answer.get("kind")
    if kind is None or answer["status"] == 204:
        return b""
    if kind == "json":
        return json.dumps(value).encode()
    if kind == "jsonl":
        return json.dumps(value).encode() + b"\n"
    if kind == "sse":
        return _event(value)
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def _event(value: Any) -> bytes:
    is_event = isinstance(value, dict) and "data" in value
    fields = value if is_event else {"data": value}
    lines = [
        f"{name}: {field if isinstance(field, str) else json.dumps(field)}"
        for name, field in fields.items()
        if name in ("id", "event", "data", "retry")
    ]
    return ("\n".join(lines) + "\n\n").encode()


# --- What a request has to have ------------------------------------------------------


def _request_problems(
    request: _Handler, expected: Dict[str, Any], body: bytes
) -> List[str]:
    problems: List[str] = []
    url = urlsplit(request.path)
    if request.command != expected["method"]:
        problems.append(f"method {request.command} instead of {expected['method']}")
    parts = re.split(r"\{[^{}]*\}", expected["path"].split("?")[0].split("#")[0])
    if not re.fullmatch(".+".join(re.escape(part) for part in parts), url.path):
        problems.append(f"path {url.path} instead of {expected['path']}")
    given = {re.split(r"[\[.]", name)[0] for name, _ in parse_qsl(url.query, True)}
    for name in expected["query"]:
        if re.split(r"[\[.]", name)[0] not in given:
            problems.append(f"no query parameter {name}")
    for name in expected["headers"]:
        if request.headers.get(name) is None:
            problems.append(f"no header {name}")
    if "body" in expected:
        problems += _body_problems(request, expected["body"], body)
    return problems


def _body_problems(
    request: _Handler, expected: Dict[str, Any], body: bytes
) -> List[str]:
    if not body:
        return ["no body"] if expected["required"] else []
    sent = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    for declared, shape in expected["content"].items():
        pattern = re.escape(declared.split(";")[0].strip().lower())
        if re.fullmatch(pattern.replace(r"\*", ".*"), sent):
            return _shape_problems(json.loads(body), shape, "body") if shape else []
    return [f"content type {sent} instead of {' or '.join(expected['content'])}"]


_TYPES: Dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "boolean": bool,
}


def _shape_problems(value: Any, shape: Dict[str, Any], place: str) -> List[str]:
    kind = shape.get("type")
    if kind is None:
        return []
    if not isinstance(value, _TYPES[kind]):
        return [f"{place} is {type(value).__name__} instead of {kind}"]
    if kind == "array":
        return [
            problem
            for index, item in enumerate(value)
            for problem in _shape_problems(item, shape["items"], f"{place}[{index}]")
        ]
    if kind != "object":
        return []
    missing = [
        f"{place}.{name} is missing" for name in shape["required"] if name not in value
    ]
    return missing + [
        problem
        for name, inner in shape["properties"].items()
        if name in value
        for problem in _shape_problems(value[name], inner, f"{place}.{name}")
    ]


# --- What a result has to be -----------------------------------------------------------

_COMPARED = ("json", "jsonl", "sse", "text")


def _wanted(answer: Dict[str, Any], result: Any) -> Any:
    """The example as the result has it: a stream gives a list, of events or of their data alone."""
    value = answer["value"]
    if answer["kind"] not in ("jsonl", "sse"):
        return value
    is_event = answer["kind"] == "sse" and isinstance(value, dict) and "data" in value
    is_whole = all(isinstance(item, dict) and "data" in item for item in result)
    return [value["data"]] if is_event and not is_whole else [value]


def _plain(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if hasattr(value, "model_dump_json"):
        return json.loads(value.model_dump_json(by_alias=True))
    return value.value if hasattr(value, "value") else value


def _difference(value: Any, wanted: Any, place: str) -> Optional[str]:
    """Where the two differ in what both of them say; undeclared properties are not kept."""
    if isinstance(value, dict) and isinstance(wanted, dict):
        places = ((name, value[name], wanted[name]) for name in value if name in wanted)
        found = (_difference(a, b, f"{place}.{name}") for name, a, b in places)
        return next((text for text in found if text), None)
    if isinstance(value, list) and isinstance(wanted, list):
        if len(value) != len(wanted):
            return f"{place} has {len(value)} items instead of {len(wanted)}"
        pairs = zip(value, wanted)
        found = (_difference(a, b, f"{place}[{n}]") for n, (a, b) in enumerate(pairs))
        return next((text for text in found if text), None)
    if value == wanted or str(value) == str(wanted) or _same_time(value, wanted):
        return None
    return f"{place} is {value!r} instead of {wanted!r}"


def _same_time(value: Any, wanted: Any) -> bool:
    try:
        first, second = (
            datetime.fromisoformat(str(text).replace("Z", "+00:00"))
            for text in (value, wanted)
        )
    except ValueError:
        return False
    return first == second
