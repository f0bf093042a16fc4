"""The SDK of the golden API ``everything``, called over real HTTP."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from generated import ROOT, generate

BOOK = {"title": "Middlemarch", "type": "book"}
LOAN = {"book_id": "1", "due": "2026-01-31"}
Seen = List[Tuple[str, str, Dict[str, str], bytes]]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: Seen = []

    def log_message(self, *args: object) -> None:
        pass

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.command, self.path, headers, body))
        status, kind, content = self.reply(self.path.split("?")[0], body)
        self.send_response(status)
        self.send_header("x-receipt", "r1")
        if status != 204:
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def reply(self, path: str, body: bytes) -> Tuple[int, str, bytes]:
        js = "application/json"
        if path == "/ask" and b'"stream":true' in body.replace(b" ", b""):
            return 200, "text/event-stream", b'data: {"text":"a"}\n\ndata: {"text":"b"}\n\n'
        if path == "/books" and b"bad" in body:
            return 422, js, b'{"message":"no such shelf"}'
        if path == "/loans" and self.command == "GET":
            return 200, "application/x-ndjson", json.dumps(LOAN).encode() + b"\n"
        if path.endswith("/cover") and self.command == "GET":
            return 200, "image/png", b"PNG"
        page: Dict[str, Any] = {"items": [BOOK]}
        if "after" not in self.path:
            page["next"] = "2"
        known: Dict[Tuple[str, str], Any] = {
            ("GET", "/books"): page,
            ("POST", "/books"): BOOK,
            ("POST", "/ask"): {"text": "x"},
            ("POST", "/loans"): LOAN,
            ("POST", "/search"): [{"type": "film", "title": "Stalker"}],
        }
        found = known.get((self.command, path))
        status = 201 if path in ("/books", "/loans") and self.command == "POST" else 200
        return (204, js, b"") if found is None else (status, js, json.dumps(found).encode())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer


@pytest.fixture(scope="module")
def sdk() -> Path:
    golden = ROOT / "test" / "golden" / "everything"
    return generate("library_api", golden / "openapi.yaml", golden / "gen.yaml")


@pytest.fixture()
def url(sdk: Path) -> Iterator[str]:
    Handler.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def library(url: str) -> Any:
    return importlib.import_module("library_api").Library(token="T", server_url=url, x_branch="B")


def test_pages_are_iterated_over_with_the_same_headers(url: str) -> None:
    with library(url) as lib:
        titles = [book.title for page in lib.books.list() for book in page.result.items]
    assert titles == ["Middlemarch", "Middlemarch"]
    assert [path for _, path, _, _ in Handler.seen] == [
        "/books?limit=20&order=title",
        "/books?after=2&limit=20&order=title",
    ]
    assert {headers["x-branch"] for _, _, headers, _ in Handler.seen} == {"B"}
    assert {headers["authorization"] for _, _, headers, _ in Handler.seen} == {"Bearer T"}


def test_fields_of_the_body_are_arguments_and_errors_are_typed(url: str) -> None:
    errors = importlib.import_module("library_api.errors")
    with library(url) as lib:
        assert lib.books.create(title="Middlemarch", year=None).title == "Middlemarch"
        with pytest.raises(errors.ProblemError) as caught:
            lib.books.create(title="bad")
    assert json.loads(Handler.seen[0][3]) == {"title": "Middlemarch", "year": None, "type": "book"}
    assert caught.value.data.message == "no such shelf"
    assert caught.value.status_code == 422


def test_stream_decides_what_a_call_gives(url: str) -> None:
    with library(url) as lib:
        assert lib.ask(question="q").text == "x"
        with lib.ask(question="q", stream=True) as events:
            assert [event.data.text for event in events] == ["a", "b"]


async def test_async_twins_do_the_same(url: str) -> None:
    async with library(url) as lib:
        pages = [page async for page in await lib.books.list_async()]
        assert len(pages) == 2
        async with await lib.ask_async(question="q", stream=True) as events:
            assert [event.data.text async for event in events] == ["a", "b"]
        assert (await lib.search_async())[0].title == "Stalker"


def test_lines_files_and_credentials_of_one_call(url: str) -> None:
    with library(url) as lib:
        with lib.loans.export() as loans:
            assert [loan.book_id for loan in loans] == ["1"]
        assert lib.books.covers.download(id="1").read() == b"PNG"
        lib.books.covers.upload(id="1", picture={"file_name": "a.png", "content": b"x"})
        loan = lib.loans.create(security={"loan_key": "K"}, server_url=url)
    assert loan.headers["x-receipt"] == ["r1"]
    assert "authorization" not in Handler.seen[-1][2]
    assert Handler.seen[-1][1] == "/loans?key=K"


def test_a_deprecated_operation_warns_with_the_documents_words(url: str) -> None:
    with library(url) as lib, pytest.warns(DeprecationWarning, match="Books are archived now"):
        lib.books.remove_book(id="0d5a8a2e-7a7c-4a0e-9f0c-3b1f5e6d7c8b")
    assert "authorization" not in Handler.seen[-1][2]


@pytest.mark.parametrize("name", ["minimal", "split", "everything"])
def test_type_checkers_find_nothing(name: str) -> None:
    golden = ROOT / "test" / "golden" / name
    out = generate(f"golden_{name}", golden / "openapi.yaml", golden / "gen.yaml")
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "src"]
    result = subprocess.run(command, cwd=out, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
