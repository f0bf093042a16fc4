"""A server that answers as a document says, whatever server URL of it is called."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, NamedTuple, Pattern, Tuple

from samples import Samples, page, success

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


class Route(NamedTuple):
    method: str
    path: str
    pattern: Pattern[str]
    operation: Any

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def weight(self) -> Tuple[int, int]:
        return self.path.count("{"), -len(self.path)


class Answer(NamedTuple):
    status: int
    kind: str
    content: bytes
    headers: Dict[str, str]


class MockApi:
    """Its URL begins with that of the test's server; what follows the host is the document's server and path."""

    def __init__(self) -> None:
        self.called: List[str] = []
        """Ids of the operations that were called, as ``GET /things/{id}``."""
        self.unknown: List[str] = []
        self.routes: List[Route] = []
        self.tokens: List[str] = []
        self.samples = Samples({})
        handler = type("Handler", (_Handler,), {"api": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self) -> "MockApi":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def here(self, text: str) -> str:
        """The text with all URLs leading here, their hosts as first part of the path."""
        return re.sub(rf"\bhttps?://(?!{self.url[7:]}/)", f"{self.url}/", text)

    def serve(self, document: Any) -> None:
        """Answers as the document says from now on."""
        self.samples = Samples(document)
        found = [
            Route(method.upper(), path, template(path), operation)
            for path, item in document.get("paths", {}).items()
            for method, operation in item.items()
            if method in METHODS and not operation.get("x-speakeasy-ignore")
        ]
        self.routes = sorted(found, key=lambda route: route.weight)
        schemes = document.get("components", {}).get("securitySchemes", {}).values()
        flows = [
            flow for scheme in schemes for flow in self.samples.resolve(scheme).get("flows", {}).values()
        ]
        self.tokens = [flow["tokenUrl"].split("/")[-1] for flow in flows if "tokenUrl" in flow]

    def answer(self, method: str, target: str, body: bytes) -> Answer:
        path = target.split("?")[0]
        if method == "POST" and path.rsplit("/", 1)[-1] in self.tokens:
            token = {"access_token": "t", "token_type": "Bearer", "expires_in": 3600}
            return Answer(200, "application/json", json.dumps(token).encode(), {})
        for route in self.routes:
            if route.method == method and route.pattern.search(path):
                return self.of_route(route, path, body)
        self.unknown.append(f"{method} {target}")
        return Answer(404, "text/plain", b"no such operation", {})

    def of_route(self, route: Route, path: str, body: bytes) -> Answer:
        pages = self.called.count(route.name)
        self.called.append(route.name)
        status, response = success(route.operation.get("responses", {}))
        response = self.samples.resolve(response)
        declared = response.get("headers", {}).items()
        headers = {
            key: str(self.samples.value(self.samples.resolve(one).get("schema", {}))) for key, one in declared
        }
        content = response.get("content", {})
        if status == 204 or not content:
            return Answer(status, "", b"", headers)
        kind = chosen(list(content), body)
        pagination = route.operation.get("x-speakeasy-pagination")
        if pagination is None:
            return Answer(status, kind, self.samples.content(kind, content[kind]), headers)
        next_url = None if pages % 2 == 1 else f"{self.url}{path}?page=2"
        value = page(self.samples.media(content[kind]), pagination, next_url)
        return Answer(status, kind, json.dumps(value).encode(), headers)


def chosen(kinds: List[str], body: bytes) -> str:
    """The stream where it is asked for, else the first media type."""
    if "text/event-stream" in kinds and b'"stream":true' in body.replace(b" ", b""):
        return "text/event-stream"
    others = [kind for kind in kinds if kind != "text/event-stream"]
    return others[0] if others else kinds[0]


def template(path: str) -> Pattern[str]:
    parts = re.split(r"\{[^}]*\}", path.split("#")[0].split("?")[0])
    return re.compile("[^/]+".join(re.escape(part) for part in parts) + "$")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    api: MockApi

    def log_message(self, *args: object) -> None:
        pass

    def body(self) -> bytes:
        if "chunked" not in self.headers.get("transfer-encoding", ""):
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        read: List[bytes] = []
        while size := int(self.rfile.readline(), 16):
            read.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(read)

    def reply(self) -> None:
        answer = self.api.answer(self.command, self.path, self.body())
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.kind:
            self.send_header("content-type", answer.kind)
        if answer.status != 204:
            self.send_header("content-length", str(len(answer.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self.reply
        raise AttributeError(name)
