"""The core rules of hooks in generated SDKs: every asyncMode, useAsyncHooks and sdkHooksConfigAccess."""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import json
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
from generated import ROOT, WORK

HERE = Path(__file__).parent / "hooks_api"
FOLDER = WORK / "hooks_matrix"
MATRIX = {
    f"hooked_{mode}_{'native' if native else 'adapted'}_{'config' if access else 'pair'}": (
        mode,
        native,
        access,
    )
    for mode, native, access in product(("both", "split"), (True, False), (True, False))
}

AUTHORS = '''"""Sync hooks only."""

import threading

from .types import BeforeRequestHook, Hooks, SDKInitHook


class Stamp(SDKInitHook, BeforeRequestHook):
    threads = []

    def sdk_init(self, {parameters}):
        {body}

    def before_request(self, hook_ctx, request):
        self.threads.append(threading.get_ident())
        request.headers["x-stamp"] = f"{{hook_ctx.operation_id}} {{hook_ctx.response.execution}}"
        return request


def init_hooks(hooks: Hooks) -> None:
    stamp = Stamp()
    hooks.register_sdk_init_hook(stamp)
    hooks.register_before_request_hook(stamp)
'''
WITH_CONFIG = ("config", 'config.server_url = f"{config.server_url}/v1"\n        return config')
WITH_PAIR = ("base_url, client", 'return f"{base_url}/v1", client')


class Api(ThreadingHTTPServer):
    """Things, their events and pages of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: List[Any] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Api

    def do_GET(self) -> None:
        path = self.path.split("?")[0].replace("/v1", "")
        self.server.seen.append((self.path, dict(self.headers)))
        status, kind, body = 404, "application/json", b'{"message": "none"}'
        if path == "/things":
            page: Dict[str, Any] = {"things": [{"id": self.path[-1]}]}
            if "cursor" not in self.path:
                page["next"] = "2"
            status, body = 200, json.dumps(page).encode()
        elif path == "/things/a":
            status, body = 200, b'{"id": "a"}'
        elif path == "/things/a/events":
            status, kind, body = 200, "text/event-stream", b'data: {"id": "1"}\n\ndata: {"id": "2"}\n\n'
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def matrix() -> Path:
    """All SDKs of the matrix, generated in one go."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    configs = {
        name: json.dumps(
            {
                "configVersion": "2.0.0",
                "generation": {"sdkClassName": "Hooked", "sdkHooksConfigAccess": access},
                "python": {"packageName": name, "asyncMode": mode, "useAsyncHooks": native},
            }
        )
        for name, (mode, native, access) in MATRIX.items()
    }
    command = [
        "node",
        str(HERE / "generate.mjs"),
        str(HERE / "openapi.yaml"),
        str(FOLDER),
        json.dumps(configs),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for name, (_, _, access) in MATRIX.items():
        parameters, body = WITH_CONFIG if access else WITH_PAIR
        file = FOLDER / name / "src" / name / "_hooks" / "registration.py"
        file.write_text(AUTHORS.format(parameters=parameters, body=body))
        sys.path.insert(0, str(FOLDER / name / "src"))
    return FOLDER


@pytest.fixture
def api() -> Iterator[Api]:
    with Api() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Sdk:
    """One SDK of the matrix, called the same way whatever its mode."""

    def __init__(self, name: str, url: str, patch: pytest.MonkeyPatch) -> None:
        self.name, self.url, self.patch = name, url, patch
        self.mode, self.native, self.access = MATRIX[name]
        self.hooks = importlib.import_module(f"{name}._hooks")
        self.stamp = importlib.import_module(f"{name}._hooks.registration").Stamp
        self.stamp.threads.clear()

    def registers(
        self, sync_hooks: Callable[[Any], None], async_hooks: Callable[[Any], None] = lambda hooks: None
    ) -> None:
        """Other hooks than those of the files."""
        self.patch.setattr(f"{self.name}._hooks.sdkhooks.init_hooks", sync_hooks)
        if self.native:
            self.patch.setattr(f"{self.name}._hooks.asyncsdkhooks.init_async_hooks", async_hooks)

    def make(self, is_async: bool, **options: Any) -> Any:
        module = importlib.import_module(self.name)
        kind = module.AsyncHooked if is_async and self.mode == "split" else module.Hooked
        return kind(**{"bearer": "token", "server_url": self.url, **options})

    def call(self, way: str, method: str, **arguments: Any) -> Any:
        """What a call gives: a result, or a list of what it yields. ``hooks`` goes to the SDK's constructor."""
        hooks = arguments.pop("hooks", None)
        if way == "sync":
            with self.make(False, hooks=hooks) as sdk:
                result = getattr(sdk.things, method)(**arguments)
                return list(result) if hasattr(result, "__next__") or method == "list" else result

        async def call() -> Any:
            async with self.make(True, hooks=hooks) as sdk:
                name = method if self.mode == "split" else f"{method}_async"
                result = await getattr(sdk.things, name)(**arguments)
                many = hasattr(result, "__anext__") or method == "list"
                return [item async for item in result] if many else result

        return asyncio.run(call())


@pytest.fixture(params=list(MATRIX))
def sdk(request: pytest.FixtureRequest, matrix: Path, api: Api, monkeypatch: pytest.MonkeyPatch) -> Sdk:
    return Sdk(request.param, api.url, monkeypatch)


@pytest.fixture(params=[name for name, (_, native, _) in MATRIX.items() if native])
def native_sdk(
    request: pytest.FixtureRequest, matrix: Path, api: Api, monkeypatch: pytest.MonkeyPatch
) -> Sdk:
    return Sdk(request.param, api.url, monkeypatch)


@pytest.fixture(params=["sync", "async"])
def way(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def sync_hook(log: List[Any], label: str = "sync", **attributes: Any) -> Any:
    def before_request(self: Any, hook_ctx: Any, request: Any) -> Any:
        log.append((label, threading.get_ident() == threading.main_thread().ident))
        return request

    return type(label, (), {"before_request": before_request, **attributes})()


def async_hook(log: List[Any], label: str = "async", **attributes: Any) -> Any:
    async def before_request(self: Any, hook_ctx: Any, request: Any) -> Any:
        log.append((label, threading.get_ident() == threading.main_thread().ident))
        return request

    return type(label, (), {"before_request": before_request, **attributes})()


def registered(*hooks: Any) -> Callable[[Any], None]:
    def register(registry: Any) -> None:
        for hook in hooks:
            registry.register_before_request_hook(hook)

    return register


def test_registration_py_alone_serves_sync_methods_and_async_ones_off_the_loop(
    sdk: Sdk, way: str, api: Api
) -> None:
    assert sdk.call(way, "get", id="a").id == "a"
    ((path, headers),) = api.seen
    # `sdk_init` has put the version into the URL, whichever signature it has.
    assert (path, headers["x-stamp"]) == ("/v1/things/a", f"getThing {way}")
    on_main = sdk.stamp.threads == [threading.main_thread().ident]
    assert on_main == (way == "sync")


def test_the_files_of_async_hooks_are_there_where_they_are_switched_on(sdk: Sdk) -> None:
    folder = FOLDER / sdk.name / "src" / sdk.name / "_hooks"
    files = {"asynctypes.py", "asyncsdkhooks.py", "adapters.py", "asyncregistration.py"}
    assert {path.name for path in folder.iterdir()} & files == (files if sdk.native else set())
    assert hasattr(sdk.hooks, "AsyncHooks") == hasattr(sdk.hooks, "init_async_hooks") == sdk.native


def test_native_hooks_run_on_the_loop_after_adapted_ones(native_sdk: Sdk, way: str) -> None:
    log: List[Any] = []
    native_sdk.registers(registered(sync_hook(log)), registered(async_hook(log)))
    native_sdk.call(way, "get", id="a")
    assert log == ([("sync", True)] if way == "sync" else [("sync", False), ("async", True)])


def test_a_native_hook_supersedes_a_sync_one(native_sdk: Sdk, way: str) -> None:
    log: List[Any] = []
    old, other = sync_hook(log, "old"), sync_hook(log, "other")
    new = async_hook(log, "new", supersedes=(type(old),))
    native_sdk.registers(registered(old, other), registered(new))
    native_sdk.call(way, "get", id="a")
    assert [label for label, _ in log] == (["old", "other"] if way == "sync" else ["other", "new"])


def test_an_explicit_adapter_runs_its_hook_once(native_sdk: Sdk, way: str) -> None:
    log: List[Any] = []
    hook = sync_hook(log)
    adapter = native_sdk.hooks.SyncToAsyncBeforeRequestAdapter(hook)
    native_sdk.registers(registered(hook), registered(async_hook(log), adapter))
    native_sdk.call(way, "get", id="a")
    assert [label for label, _ in log] == (["sync"] if way == "sync" else ["async", "sync"])


def test_disable_auto_adaptation_leaves_native_hooks(native_sdk: Sdk) -> None:
    log: List[Any] = []

    def init_async_hooks(hooks: Any) -> None:
        hooks.disable_auto_adaptation()
        hooks.register_before_request_hook(async_hook(log))

    native_sdk.registers(registered(sync_hook(log)), init_async_hooks)
    native_sdk.call("async", "get", id="a")
    assert log == [("async", True)]


def test_an_async_to_sync_adapter_runs_in_both(native_sdk: Sdk, way: str) -> None:
    log: List[Any] = []
    native_sdk.registers(registered(native_sdk.hooks.AsyncToSyncBeforeRequestAdapter(async_hook(log))))
    native_sdk.call(way, "get", id="a")
    assert log == [("async", way == "async")]


def test_users_hooks_run_after_the_authors_under_the_same_rules(sdk: Sdk, way: str) -> None:
    log: List[Any] = []
    sdk.registers(registered(sync_hook(log, "author")))
    sdk.call(way, "get", id="a", hooks=[async_hook(log, "first"), sync_hook(log, "second")])
    expected = ["author", "second"] if way == "sync" else ["author", "first", "second"]
    assert [label for label, _ in log] == expected


def test_context_variables_of_the_caller_are_visible(sdk: Sdk, way: str) -> None:
    tenant = contextvars.ContextVar("tenant", default="nobody")
    found: List[str] = []

    def before_request(self: Any, hook_ctx: Any, request: Any) -> Any:
        found.append(tenant.get())
        return request

    hook = type("Hook", (), {"before_request": before_request})()
    token = tenant.set("north")
    try:
        sdk.call(way, "get", id="a", hooks=[hook])
    finally:
        tenant.reset(token)
    assert found == ["north"]


class Points:
    """A hook at every point after the request, and its async twin."""

    def __init__(self, way: str) -> None:
        self.log: List[Any] = []

        def note(point: str) -> Any:
            def method(hook: Any, ctx: Any, *values: Any) -> Any:
                self.log.append((point, ctx.operation_id, ctx.response.mode))
                answer = values[::-1][0] if point == "after_parse_error" else values[0]
                return values if point == "after_error" else answer

            async def async_method(hook: Any, ctx: Any, *values: Any) -> Any:
                return method(hook, ctx, *values)

            return async_method if way == "async" else method

        names = ("after_success", "after_error", "after_parse_error")
        self.hook = type("Hook", (), {name: note(name) for name in names})()


def test_hooks_run_for_streams(sdk: Sdk, way: str) -> None:
    points = Points(way)
    events = sdk.call(way, "watch", id="a", hooks=[points.hook])
    assert [event.data.id for event in events] == ["1", "2"]
    assert points.log == [("after_success", "watchThing", "streaming")]


def test_hooks_run_for_each_page(sdk: Sdk, way: str, api: Api) -> None:
    points = Points(way)
    pages = sdk.call(way, "list", hooks=[points.hook])
    assert [thing.id for page in pages for thing in page.result.things] == ["s", "2"]
    assert points.log == [("after_success", "listThings", "parsed")] * 2
    assert [headers["x-stamp"] for _, headers in api.seen] == [f"listThings {way}"] * 2


def test_an_error_status_goes_to_after_error_and_its_exception_to_after_parse_error(
    sdk: Sdk, way: str
) -> None:
    points = Points(way)
    errors = importlib.import_module(f"{sdk.name}.errors")
    with pytest.raises(errors.MissingError):
        sdk.call(way, "get", id="none", hooks=[points.hook])
    assert [point for point, _, _ in points.log] == ["after_error", "after_parse_error"]


def test_around_hooks_wrap_the_request(sdk: Sdk, way: str) -> None:
    log: List[str] = []

    def around(name: str) -> Any:
        def around_request(self: Any, ctx: Any, request: Any, call_next: Any) -> Any:
            log.append(f"{name} in")
            response = call_next(request)
            log.append(f"{name} out")
            return response

        async def around_async(self: Any, ctx: Any, request: Any, call_next: Any) -> Any:
            log.append(f"{name} in")
            response = await call_next(request)
            log.append(f"{name} out")
            return response

        method = around_async if way == "async" else around_request
        return type("Around", (), {"around_request": method})()

    sdk.call(way, "get", id="a", hooks=[around("outer"), around("inner")])
    assert log == ["outer in", "inner in", "inner out", "outer out"]


def test_a_sync_around_hook_alone_is_refused_by_async_methods(sdk: Sdk) -> None:
    def around_request(self: Any, ctx: Any, request: Any, call_next: Any) -> Any:
        return call_next(request)

    hook = type("Lonely", (), {"around_request": around_request})()
    with pytest.raises(TypeError, match=r"Lonely.*AsyncAroundRequestHook.*supersedes"):
        sdk.call("async", "get", id="a", hooks=[hook])
    assert sdk.call("sync", "get", id="a", hooks=[hook]).id == "a"


def test_a_hook_that_returns_none_is_named(sdk: Sdk, way: str) -> None:
    forgets = type("Forgets", (), {"before_request": lambda self, ctx, request: None})()
    with pytest.raises(TypeError, match=r"Forgets\.before_request returned None"):
        sdk.call(way, "get", id="a", hooks=[forgets])


def test_nothing_is_imported_where_an_event_loop_runs(sdk: Sdk, api: Api) -> None:
    kind, suffix = ("AsyncHooked", "") if sdk.mode == "split" else ("Hooked", "_async")
    program = f"""
import asyncio, sys
from {sdk.name} import {kind}

class OnTheLoop:
    def find_spec(self, name, path=None, target=None):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return None
        print("imported on the loop:", name)

# With `sdk_init(base_url, client)`, making an SDK makes its sync client: not in the loop.
client = {kind}(bearer="token", server_url={api.url!r})

async def main():
    sys.meta_path.insert(0, OnTheLoop())
    async with client as sdk:
        print((await sdk.things.get{suffix}(id="a")).id)
        async for page in await sdk.things.list{suffix}():
            print(page.result.things)
        async for event in await sdk.things.watch{suffix}(id="a"):
            print(event.data.id)
        try:
            await sdk.things.get{suffix}(id="none")
        except Exception as error:
            print(type(error).__name__)

asyncio.run(main())
"""
    command = [sys.executable, "-W", "error", "-c", program]
    run = subprocess.run(command, cwd=FOLDER / sdk.name / "src", capture_output=True, text=True)
    assert run.stdout.split("\n") == [
        "a",
        "[Thing(id='s')]",
        "[Thing(id='2')]",
        "1",
        "2",
        "MissingError",
        "",
    ], run.stderr


def test_describe_hooks_and_the_command_tell_the_same(sdk: Sdk) -> None:
    table = str(sdk.make(False).sdk_configuration.describe_hooks())
    source = FOLDER / sdk.name / "src"
    command = [sys.executable, "-W", "error", "-m", f"{sdk.name}._hooks"]
    run = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == (f"{table}\n", "")
    rows = [line.split() for line in table.splitlines()[2:]]
    assert [row[0] for row in rows] == ["sdk_init", "before_request"]
    assert rows[1][-3:] == ["adapted", "(worker", "thread)"]
