"""A real HTTP/1.1 server on the loopback interface that records what arrived, byte by byte.

Each test says what it answers: status, headers, body, the chunks of a stream and what has to happen before each,
or a connection that breaks.
"""

from __future__ import annotations

import json
import socketserver
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, Union
from urllib.parse import parse_qsl

WAIT = 20.0
"""Seconds after which something that never comes is a failure."""


@dataclass
class Seen:
    """One request as it stood on the wire."""

    line: str
    """``GET /things?x=1 HTTP/1.1``."""
    headers: List[Tuple[str, str]]
    body: bytes
    connection: int
    """Which connection it came on."""
    at: float
    """``time.monotonic()`` when it had arrived."""

    @property
    def method(self) -> str:
        return self.line.split(" ")[0]

    @property
    def target(self) -> str:
        return self.line.split(" ")[1]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def header(self, name: str) -> Optional[str]:
        """The value of a header that stands there once; None where it does not stand there."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) < 2, f"{name} stands there {len(found)} times"
        return found[0] if found else None

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> List[Tuple[str, str]]:
        return parse_qsl(self.body.decode(), keep_blank_values=True)


Chunk = Union[bytes, threading.Event, Callable[[], Any]]
"""Bytes to send; an event to wait for; a function to call."""


@dataclass
class Reply:
    """One answer."""

    status: int = 200
    json: Any = None
    body: Optional[bytes] = None
    type: Optional[str] = None
    headers: List[Tuple[str, str]] = field(default_factory=list)
    chunks: Optional[Iterable[Chunk]] = None
    """A chunked body, instead of ``body``."""
    hold: Optional[threading.Event] = None
    """Has to be set before anything is answered."""
    drop: bool = False
    """The connection is closed without an answer."""
    cut: bool = False
    """The connection is closed before the body's end."""


Answer = Union[Reply, Callable[[Seen], Reply]]


class Server(socketserver.ThreadingTCPServer):
    """Answers each path from a queue; the last answer of a path stays."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 1024

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: List[Seen] = []
        self.opened = 0
        self._open = 0
        self._answers: Dict[str, List[Answer]] = {}
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def last(self) -> Seen:
        return self.seen[-1]

    def reply(self, path: str, *answers: Answer) -> None:
        """What a path answers from now on; ``*`` is every path that has no answers of its own."""
        with self._changed:
            self._answers[path] = list(answers)

    def paths(self) -> List[str]:
        return [seen.path for seen in self.seen]

    def wait_closed(self) -> None:
        """Returns when no client has a connection open; an assertion fails where one stays."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._open == 0, WAIT), "A connection was leaked"

    def count(self, change: int) -> int:
        with self._changed:
            self._open += change
            self.opened += change > 0
            self._changed.notify_all()
            return self.opened

    def answer(self, seen: Seen) -> Reply:
        with self._changed:
            self.seen.append(seen)
            answers = self._answers.get(seen.path) or self._answers.get("*")
            if not answers:
                return Reply(204)
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


class _Handler(socketserver.StreamRequestHandler):
    server: Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        number = self.server.count(1)
        try:
            while self._one(number):
                pass
        except (ConnectionError, BrokenPipeError):
            pass
        finally:
            self.server.count(-1)

    def _one(self, number: int) -> bool:
        line = self.rfile.readline()
        if not line:
            return False
        headers: List[Tuple[str, str]] = []
        while True:
            raw = self.rfile.readline().rstrip(b"\r\n")
            if not raw:
                break
            name, _, value = raw.decode("utf-8").partition(":")
            headers.append((name, value.strip()))
        body = self._body({name.lower(): value for name, value in headers})
        text = line.decode("ascii").rstrip("\r\n")
        seen = Seen(text, headers, body, number, time.monotonic())
        reply = self.server.answer(seen)
        if reply.hold is not None:
            assert reply.hold.wait(WAIT)
        return not reply.drop and self._send(reply, seen.method == "HEAD")

    def _body(self, headers: Dict[str, str]) -> bytes:
        if "chunked" not in headers.get("transfer-encoding", ""):
            return self.rfile.read(int(headers.get("content-length") or 0))
        parts: List[bytes] = []
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            parts.append(self.rfile.read(size))
            self.rfile.readline()
            if size == 0:
                return b"".join(parts)

    def _send(self, reply: Reply, bodiless: bool) -> bool:
        body, kind = reply.body, reply.type
        if body is None:
            body = b"" if reply.json is None else json.dumps(reply.json).encode()
            kind = kind or ("application/json" if reply.json is not None else None)
        headers = list(reply.headers)
        if kind:
            headers.append(("Content-Type", kind))
        if reply.chunks is not None:
            headers.append(("Transfer-Encoding", "chunked"))
        elif reply.status != 204:
            headers.append(("Content-Length", str(len(body) + 10 * reply.cut)))
        head = f"HTTP/1.1 {reply.status} Status\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers)
        self.wfile.write(head.encode("latin-1") + b"\r\n" + (b"" if reply.chunks or bodiless else body))
        if reply.chunks is not None:
            self._send_chunks(reply.chunks)
            if not reply.cut:
                self.wfile.write(b"0\r\n\r\n")
        return not reply.cut

    def _send_chunks(self, chunks: Iterable[Chunk]) -> None:
        for chunk in chunks:
            if isinstance(chunk, threading.Event):
                assert chunk.wait(WAIT)
            elif callable(chunk):
                chunk()
            elif chunk:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
