"""A real HTTP server on a free port of the loopback interface, told by each test what to answer."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Dict, Iterable, List, Optional, Union
from urllib.parse import parse_qs, urlsplit


@dataclass
class Seen:
    """One request as it came in."""

    method: str
    target: str
    """Path and query as they stood on the wire."""
    headers: Dict[str, str]
    """Names in lower case; values of a repeated header joined by a comma."""
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> Dict[str, List[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """One answer."""

    status: int = 200
    json: Any = None
    body: Optional[bytes] = None
    headers: Dict[str, str] = field(default_factory=dict)
    chunks: Optional[Iterable[bytes]] = None
    """Sent one by one (chunked), instead of ``body``."""
    drop: bool = False
    """Closes the connection without an answer."""
    cut: bool = False
    """Announces more bytes than it sends, then closes the connection."""


Answer = Union[Reply, Callable[[Seen], Reply]]


class Server(ThreadingHTTPServer):
    """Answers each path from a queue; the last answer of a path stays. Keeps what it has seen."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: List[Seen] = []
        self._answers: Dict[str, List[Answer]] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def reply(self, path: str, *answers: Answer) -> None:
        """What a path answers from now on; ``*`` is every path that has no answers of its own."""
        with self._lock:
            self._answers[path] = list(answers)

    def answer(self, seen: Seen) -> Reply:
        with self._lock:
            self.seen.append(seen)
            answers = self._answers.get(seen.path) or self._answers.get("*")
            if not answers:
                return Reply(404, json={"message": f"nothing at {seen.path}"})
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer if isinstance(answer, Reply) else answer(seen)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Quiet: clients that go away are part of the tests."""

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def handle_any(self) -> None:
        headers: Dict[str, str] = {}
        for name, value in self.headers.items():
            key = name.lower()
            headers[key] = f"{headers[key]}, {value}" if key in headers else value
        reply = self.server.answer(
            Seen(self.command, self.path, headers, self._read_body())
        )
        if reply.drop:
            self.close_connection = True
            return
        self._send(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = handle_any

    def _read_body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts: List[bytes] = []
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            parts.append(self.rfile.read(size))
            self.rfile.readline()
            if size == 0:
                return b"".join(parts)

    def _send(self, reply: Reply) -> None:
        headers = {name.lower(): value for name, value in reply.headers.items()}
        body = reply.body
        if body is None:
            body = b"" if reply.json is None else json.dumps(reply.json).encode()
            if reply.json is not None:
                headers.setdefault("content-type", "application/json")
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if reply.chunks is not None:
            self.send_header("transfer-encoding", "chunked")
        elif reply.status not in (204, 304):
            self.send_header(
                "content-length", str(len(body) + (10 if reply.cut else 0))
            )
        self.end_headers()
        if self.command == "HEAD":
            return
        if reply.chunks is None:
            self.wfile.write(body)
        else:
            for chunk in reply.chunks:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        if reply.cut:
            self.wfile.flush()
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
