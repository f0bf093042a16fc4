"""The example API: trails in memory, over real HTTP, with nothing but the standard library.

python example/api/server.py            # prints the address, serves until interrupted
"""

from __future__ import annotations

import email.message
import email.parser
import email.policy
import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Dict, List, Optional, Tuple
from urllib.parse import parse_qs, urlsplit

CLIENT = ("trail-app", "s3cret")
"""The one client that gets tokens: id and secret."""

TOKEN = "token-for-trail-app"
DIFFICULTIES = ("easy", "moderate", "hard")
NAMES = ("Ridge", "Gorge", "Lake", "Summit", "Forest", "Falls", "Meadow")


class Refused(Exception):
    """Ends a request with a status and a JSON body."""

    def __init__(self, status: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **more}


class Store:
    """What the server knows; made anew for each server."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.trails: Dict[str, Dict[str, Any]] = {}
        self.reports: Dict[str, List[Dict[str, Any]]] = {}
        self.photos: Dict[str, Tuple[Dict[str, Any], bytes]] = {}
        self.weather_asked: Dict[str, int] = {}
        self.tokens_issued = 0
        self.requests: List[Tuple[str, str, Dict[str, str]]] = []
        for number, name in enumerate(NAMES):
            region = "north" if number % 2 == 0 else "south"
            trail = {"name": f"{name} Trail", "region": region, "lengthKm": 4.5 + number}
            self.add({**trail, "difficulty": DIFFICULTIES[number % 3], "tags": ["marked"]})

    def add(self, trail: Dict[str, Any]) -> Dict[str, Any]:
        trail_id = f"trail-{len(self.trails) + 1}"
        self.trails[trail_id] = {"id": trail_id, "openedOn": "2024-05-01", **trail}
        return self.trails[trail_id]

    def trail(self, trail_id: str) -> Dict[str, Any]:
        if trail_id not in self.trails:
            raise Refused(404, f"There is no trail {trail_id!r}.", code="no-such-trail")
        return self.trails[trail_id]


class Handler(BaseHTTPRequestHandler):
    """One connection; the routes are at the end of the class."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "ExampleServer"

    def handle_any(self) -> None:
        url = urlsplit(self.path)
        self.query = parse_qs(url.query)
        length = int(self.headers.get("Content-Length") or 0)
        self.body = (
            self.read_chunks()
            if "chunked" in self.headers.get("Transfer-Encoding", "")
            else self.rfile.read(length)
        )
        with self.server.store.lock:
            self.server.store.requests.append((self.command, self.path, dict(self.headers.items())))
        try:
            self.route(url.path)()
        except Refused as refused:
            self.reply(refused.status, refused.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def route(self, path: str) -> Callable[[], None]:
        for method, pattern, name in ROUTES:
            match = re.fullmatch(pattern, path)
            if match and method == self.command:
                if name != "create_token" and self.headers.get("Authorization") != f"Bearer {TOKEN}":
                    raise Refused(401, "A valid token is missing.", code="no-token")
                action = getattr(self, name)
                return lambda: action(*match.groups())
        raise Refused(404, f"There is nothing at {self.command} {path}.")

    def read_chunks(self) -> bytes:
        parts = []
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            parts.append(self.rfile.read(size))
            self.rfile.readline()
            if size == 0:
                return b"".join(parts)

    def json(self) -> Dict[str, Any]:
        try:
            value = json.loads(self.body)
        except ValueError:
            raise Refused(400, "The body is not JSON.") from None
        if not isinstance(value, dict):
            raise Refused(400, "The body is not an object.")
        return value

    def reply(self, status: int, value: Any = None, content_type: str = "application/json") -> None:
        data = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        if data:
            self.send_header("Content-Type", content_type)
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the program that uses the API tells what happens."""

    def create_token(self) -> None:
        asked = self.json()
        if (asked.get("clientId"), asked.get("clientSecret")) != CLIENT:
            raise Refused(401, "Unknown client, or wrong secret.", code="bad-client")
        with self.server.store.lock:
            self.server.store.tokens_issued += 1
        self.reply(200, {"accessToken": TOKEN, "expiresIn": 3600})

    def list_trails(self) -> None:
        trails = list(self.server.store.trails.values())
        region = self.query.get("region", [None])[0]
        difficulty = self.query.get("difficulty", [])
        found = [
            t
            for t in trails
            if region in (None, t["region"]) and (not difficulty or t["difficulty"] in difficulty)
        ]
        cursor = self.query.get("cursor", ["0"])[0]
        if not cursor.isdecimal():
            raise Refused(422, f"There is no page {cursor!r}.")
        start = int(cursor)
        size = int(self.query.get("pageSize", ["20"])[0])
        page: Dict[str, Any] = {"trails": found[start : start + size]}
        if start + size < len(found):
            page["nextCursor"] = str(start + size)
        self.reply(200, page)

    def create_trail(self) -> None:
        trail = self.json()
        wrong = {
            name: "is missing" for name in ("name", "region", "difficulty", "lengthKm") if name not in trail
        }
        if trail.get("lengthKm", 1) <= 0:
            wrong["lengthKm"] = "has to be more than 0"
        if wrong:
            raise Refused(422, "The trail does not fit.", fields=wrong)
        with self.server.store.lock:
            self.reply(201, self.server.store.add(trail))

    def get_trail(self, trail_id: str) -> None:
        self.reply(200, self.server.store.trail(trail_id))

    def update_trail(self, trail_id: str) -> None:
        trail = self.server.store.trail(trail_id)
        trail.update(self.json())
        self.reply(200, trail)

    def delete_trail(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        del self.server.store.trails[trail_id]
        self.reply(204)

    def get_weather(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        with self.server.store.lock:
            asked = self.server.store.weather_asked.get(trail_id, 0) + 1
            self.server.store.weather_asked[trail_id] = asked
        if asked == 1:
            raise Refused(503, "The weather service is busy.", code="busy")
        self.reply(200, {"summary": "Sunny spells", "temperatureC": 14.5})

    def watch_conditions(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for number in range(3):
            measured = {"sensor": "wind", "value": 2.5 * number, "measuredAt": f"2026-01-01T12:00:0{number}Z"}
            self.wfile.write(f"id: {number}\nevent: measured\ndata: {json.dumps(measured)}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")

    def list_reports(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        self.reply(200, self.server.store.reports.get(trail_id, []))

    def create_report(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        report = self.json()
        if report.get("kind") not in ("hazard", "wildlife"):
            raise Refused(422, "The report does not fit.", fields={"kind": "is not known"})
        self.server.store.reports.setdefault(trail_id, []).append(report)
        self.reply(201, report)

    def upload_photo(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        parts = self.parts()
        if "file" not in parts:
            raise Refused(422, "The picture is missing.", fields={"file": "is missing"})
        content = parts["file"].get_payload(decode=True)
        assert isinstance(content, bytes)
        photo: Dict[str, Any] = {"fileName": parts["file"].get_filename() or "file", "size": len(content)}
        if "caption" in parts:
            photo["caption"] = str(parts["caption"].get_payload())
        self.server.store.photos[trail_id] = (photo, content)
        self.reply(200, photo)

    def parts(self) -> Dict[str, email.message.Message]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        return {
            str(part.get_param("name", header="content-disposition")): part
            for part in message.walk()
            if not part.is_multipart()
        }

    def download_photo(self, trail_id: str) -> None:
        self.server.store.trail(trail_id)
        if trail_id not in self.server.store.photos:
            raise Refused(404, "The trail has no picture.", code="no-photo")
        self.reply(200, self.server.store.photos[trail_id][1], "application/octet-stream")


TRAIL = r"/trails/([^/]+)"
ROUTES = (
    ("POST", r"/auth/token", "create_token"),
    ("GET", r"/trails", "list_trails"),
    ("POST", r"/trails", "create_trail"),
    ("GET", TRAIL, "get_trail"),
    ("PATCH", TRAIL, "update_trail"),
    ("DELETE", TRAIL, "delete_trail"),
    ("GET", TRAIL + "/weather", "get_weather"),
    ("GET", TRAIL + "/conditions", "watch_conditions"),
    ("GET", TRAIL + "/reports", "list_reports"),
    ("POST", TRAIL + "/reports", "create_report"),
    ("PUT", TRAIL + "/photo", "upload_photo"),
    ("GET", TRAIL + "/photo", "download_photo"),
)


class ExampleServer(ThreadingHTTPServer):
    """The API on a free port of the loopback interface; a context manager that serves in a thread."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = Store()
        self.thread: Optional[threading.Thread] = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "ExampleServer":
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        if self.thread:
            self.thread.join()


def main() -> None:
    server = ExampleServer()
    print(server.url, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
