"""Each file of docs/hooks, dropped into ``_hooks/`` of a generated SDK, against the real thing."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import importlib
import json
import shutil
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple
from urllib.parse import parse_qs

import pytest
from generated import ROOT, WORK

GALLERY = ROOT / "docs" / "hooks"


class Recorder(ThreadingHTTPServer):
    """Keeps the bodies of what is posted to it and answers each with the same JSON."""

    daemon_threads = True

    def __init__(self, answer: Dict[str, Any]) -> None:
        self.bodies: List[bytes] = []
        self.arrived = threading.Semaphore(0)
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                recorder.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                data = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                recorder.arrived.release()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


@pytest.fixture
def recorder() -> Iterator[Callable[[Dict[str, Any]], Recorder]]:
    made: List[Recorder] = []

    def make(answer: Dict[str, Any]) -> Recorder:
        made.append(Recorder(answer))
        return made[-1]

    yield make
    for server in made:
        server.shutdown()
        server.server_close()


@pytest.fixture
def gallery(trailhead: Any) -> Callable[[str], Any]:
    """Puts a file of the gallery into the example SDK's ``_hooks`` and imports it."""

    def drop_in(name: str) -> Any:
        shutil.copy(GALLERY / f"{name}.py", WORK / "trailhead" / "src" / "trailhead" / "_hooks")
        importlib.invalidate_caches()
        full_name = f"trailhead._hooks.{name}"
        sys.modules.pop(full_name, None)
        return importlib.import_module(full_name)

    return drop_in


def test_every_file_of_the_gallery_is_tried_here() -> None:
    source = Path(__file__).read_text("utf-8")
    for path in GALLERY.glob("*.py"):
        assert f'gallery("{path.stem}")' in source


def test_token_is_fetched_once_for_many_threads(
    trailhead: Any, api: Any, gallery: Any, recorder: Any, monkeypatch: Any
) -> None:
    tokens = recorder({"access_token": "token-for-trail-app", "expires_in": 3600})
    hooks = token_hooks(gallery, tokens, monkeypatch)
    with trailhead.Trailhead(server_url=api.url, hooks=[hooks.TokenHook()]) as sdk:
        threads = [threading.Thread(target=sdk.trails.get, kwargs={"trail_id": "trail-1"}) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(tokens.bodies) == 1
    assert parse_qs(tokens.bodies[0].decode())["grant_type"] == ["client_credentials"]


async def test_token_is_fetched_once_for_many_tasks(
    trailhead: Any, api: Any, gallery: Any, recorder: Any, monkeypatch: Any
) -> None:
    tokens = recorder({"access_token": "token-for-trail-app", "expires_in": 3600})
    hooks = token_hooks(gallery, tokens, monkeypatch)
    async with trailhead.Trailhead(
        server_url=api.url, hooks=[hooks.TokenHook(), hooks.AsyncTokenHook()]
    ) as sdk:
        await asyncio.gather(*(sdk.trails.get_async(trail_id="trail-1") for _ in range(20)))
    assert len(tokens.bodies) == 1
    assert {
        headers["Authorization"] for _, _, headers in api.store.requests if "Authorization" in headers
    } == {"Bearer token-for-trail-app"}


async def test_token_is_fetched_anew_when_it_runs_out(
    trailhead: Any, api: Any, gallery: Any, recorder: Any, monkeypatch: Any
) -> None:
    tokens = recorder({"access_token": "token-for-trail-app", "expires_in": 1})
    hooks = token_hooks(gallery, tokens, monkeypatch)
    async with trailhead.Trailhead(server_url=api.url, hooks=[hooks.AsyncTokenHook()]) as sdk:
        await sdk.trails.get_async(trail_id="trail-1")
        await sdk.trails.get_async(trail_id="trail-1")
    assert len(tokens.bodies) == 2


def token_hooks(gallery: Any, tokens: Recorder, monkeypatch: Any) -> Any:
    monkeypatch.setenv("CLIENT_ID", "trail-app")
    monkeypatch.setenv("CLIENT_SECRET", "s3cret")
    hooks = gallery("oauthtoken")
    monkeypatch.setattr(hooks, "TOKEN_URL", tokens.url)
    return hooks


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("there is no redis-server on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for line in process.stdout:
        if "Ready to accept connections" in line:
            break
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.communicate()


def test_a_cached_response_asks_the_server_once(
    trailhead: Any, api: Any, gallery: Any, redis_url: str, monkeypatch: Any
) -> None:
    hooks = gallery("rediscache")
    monkeypatch.setattr(hooks, "REDIS_URL", redis_url)
    cache = hooks.RedisCache()
    with trailhead.Trailhead(server_url=api.url, hooks=[cache]) as sdk:
        first, second = (sdk.trails.get(trail_id="trail-1") for _ in range(2))
    cache._redis.close()
    assert first == second
    assert asked(api, "/trails/trail-1") == 1


async def test_a_cached_response_asks_the_server_once_async(
    trailhead: Any, api: Any, gallery: Any, redis_url: str, monkeypatch: Any
) -> None:
    hooks = gallery("rediscache")
    monkeypatch.setattr(hooks, "REDIS_URL", redis_url)
    cache = hooks.AsyncRedisCache()
    async with trailhead.Trailhead(server_url=api.url, hooks=[cache]) as sdk:
        first, second = [await sdk.trails.get_async(trail_id="trail-1") for _ in range(2)]
    await cache._redis.aclose()
    assert first == second
    assert asked(api, "/trails/trail-1") == 1


def asked(api: Any, path: str) -> int:
    return sum(1 for _, asked_path, _ in api.store.requests if asked_path == path)


@pytest.fixture(scope="session")
def spans() -> Any:
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


async def test_a_span_is_current_while_the_request_is_sent(
    trailhead: Any, api: Any, gallery: Any, spans: Any
) -> None:
    from opentelemetry import trace

    hooks = gallery("tracing")
    seen: List[Tuple[str, int]] = []

    class Inside(hooks.AsyncAroundRequestHook):  # type: ignore[misc]
        async def around_request(self, hook_ctx: Any, request: Any, call_next: Any) -> Any:
            seen.append((trace.get_current_span().name, hook_ctx.attempt))  # type: ignore[attr-defined]
            return await call_next(request)

    spans.clear()
    hooks_given = [hooks.TracingHook(), hooks.AsyncTracingHook(), Inside()]
    async with trailhead.Trailhead(server_url=api.url, hooks=hooks_given) as sdk:
        with trace.get_tracer("test").start_as_current_span("caller"):
            await sdk.trails.get_weather_async(trail_id="trail-1")
    first, second, caller = spans.get_finished_spans()
    assert seen == [("getWeather", 0), ("getWeather", 1)]
    assert [span.attributes["http.response.status_code"] for span in (first, second)] == [503, 200]
    assert first.parent.span_id == second.parent.span_id == caller.context.span_id
    assert f"{second.context.trace_id:032x}" in api.store.requests[-1][2]["traceparent"]


def test_a_sync_call_has_a_span(trailhead: Any, api: Any, gallery: Any, spans: Any) -> None:
    hooks = gallery("tracing")
    spans.clear()
    with trailhead.Trailhead(server_url=api.url, hooks=[hooks.TracingHook()]) as sdk:
        sdk.trails.get(trail_id="trail-1")
    (span,) = spans.get_finished_spans()
    assert (span.name, span.attributes["url.path"]) == ("getTrail", "/trails/trail-1")


async def test_the_audit_log_arrives_in_one_batch(
    trailhead: Any, api: Any, gallery: Any, recorder: Any, monkeypatch: Any
) -> None:
    sink = recorder({})
    hooks = gallery("batchedaudit")
    monkeypatch.setattr(hooks, "SINK_URL", sink.url)
    audit = hooks.BatchedAudit()
    async with trailhead.Trailhead(server_url=api.url, hooks=[audit]) as sdk:
        await asyncio.gather(*(sdk.trails.get_async(trail_id="trail-1") for _ in range(5)))
        with pytest.raises(trailhead.errors.ProblemError):
            await sdk.trails.get_async(trail_id="nowhere")
    await asyncio.to_thread(audit.close)
    lines = [json.loads(line) for body in sink.bodies for line in body.splitlines()]
    assert [line["outcome"] for line in lines] == [200] * 5 + [404]
    assert audit.dropped == 0


def test_the_circuit_opens_after_failures_and_closes_after_the_pause(
    trailhead: Any, api: Any, gallery: Any
) -> None:
    hooks = gallery("circuitbreaker")
    now = 0.0
    circuit = hooks.Circuit(clock=lambda: now)
    hooks.circuits._circuits["127.0.0.1"] = circuit
    with trailhead.Trailhead(
        server_url="http://127.0.0.1:9", retry_config=None, hooks=[hooks.CircuitBreaker()]
    ) as sdk:
        for _ in range(hooks.FAILURES):
            with pytest.raises(Exception) as caught:
                sdk.auth.create_token(client_id="a", client_secret="b")
            assert not isinstance(caught.value, hooks.CircuitOpen)
        with pytest.raises(hooks.CircuitOpen):
            sdk.auth.create_token(client_id="a", client_secret="b")
    now = hooks.PAUSE + 1
    with trailhead.Trailhead(server_url=api.url, hooks=[hooks.CircuitBreaker()]) as sdk:
        assert sdk.trails.get(trail_id="trail-1").id == "trail-1"


async def test_the_circuit_is_shared_with_async_methods(trailhead: Any, gallery: Any) -> None:
    hooks = gallery("circuitbreaker")
    hooks.circuits._circuits["127.0.0.1"] = hooks.Circuit(clock=lambda: 0.0)
    given = [hooks.CircuitBreaker(), hooks.AsyncCircuitBreaker()]
    async with trailhead.Trailhead(server_url="http://127.0.0.1:9", retry_config=None, hooks=given) as sdk:
        for _ in range(hooks.FAILURES):
            with pytest.raises(Exception) as caught:
                await sdk.auth.create_token_async(client_id="a", client_secret="b")
            assert not isinstance(caught.value, hooks.CircuitOpen)
        with pytest.raises(hooks.CircuitOpen):
            await sdk.auth.create_token_async(client_id="a", client_secret="b")


def test_each_attempt_is_signed_anew(trailhead: Any, api: Any, gallery: Any, monkeypatch: Any) -> None:
    hooks = gallery("signing")
    monkeypatch.setattr(hooks, "SECRET", "key")
    monkeypatch.setattr(hooks, "KEY_ID", "id-1")
    with trailhead.Trailhead(server_url=api.url, hooks=[hooks.SigningHook()]) as sdk:
        sdk.trails.get_weather(trail_id="trail-1")
    tries = [
        (path, headers["X-Signature"]) for _, path, headers in api.store.requests if "X-Signature" in headers
    ]
    assert len({signature for _, signature in tries}) == 2
    for path, header in tries:
        key_id, sent_at, signature = header.split(":")
        text = "\n".join(["GET", path, sent_at, hashlib.sha256(b"").hexdigest()])
        assert (key_id, signature) == ("id-1", hmac.new(b"key", text.encode(), hashlib.sha256).hexdigest())
