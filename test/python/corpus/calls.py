"""Calls every method of a package through a stub: ``python calls.py acme_sdk``.

Each is called with what it requires and with everything that it takes, made from the annotations; sync with
models, async with dicts. A call is right when its request was sent; what the stub answers is an error of the API.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
import traceback
import warnings
from types import ModuleType
from typing import Any, Callable, Dict, Iterator, List, Tuple

import httpx
from examples import Examples, as_dicts

TAIL = {
    "retries", "server_url", "timeout_ms", "timeout", "accept_header_override", "http_headers",
    "extra_headers", "extra_query", "extra_body",
}  # fmt: skip
CLIENT = TAIL | {
    "server", "server_idx", "url_params", "client", "async_client", "retry_config", "debug_logger",
    "hooks", "hook_threads",
}  # fmt: skip


CHECKED = ("models", "httpclient", "types", "utils", "utils.eventstreaming", "utils.jsonl", "utils.logger")
"""Modules that others import for type checkers only."""


class Stub:
    """Gives tokens, and 404 to everything else; counts what was asked."""

    def __init__(self) -> None:
        self.requests = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        return self.respond(body)

    async def answer_async(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        return self.respond(body)

    def respond(self, body: bytes) -> httpx.Response:
        self.requests += 1
        if b"grant_type=" in body[:4096]:
            token = {"access_token": "token", "token_type": "bearer", "expires_in": 3600}
            return httpx.Response(200, json=token)
        return httpx.Response(404, json={})


class Names(Dict[str, Any]):
    """What the annotations of a module mention: its globals, and what it imports for type checkers only."""

    def __init__(self, module: ModuleType, package: ModuleType) -> None:
        super().__init__(vars(module))
        self.sources = [package, *(importlib.import_module(f"{package.__name__}.{name}") for name in CHECKED)]

    def __missing__(self, name: str) -> Any:
        for source in self.sources:
            if hasattr(source, name):
                return getattr(source, name)
        raise KeyError(name)


class Caller:
    """Calls the methods of one package and keeps what went wrong."""

    def __init__(self, package: ModuleType) -> None:
        self.package = package
        self.stub = Stub()
        self.examples = Examples()
        self.error = importlib.import_module(f"{package.__name__}._package").BaseError
        self.names: Dict[str, Names] = {}
        self.calls = 0
        self.findings: List[str] = []

    def arguments(
        self, function: Callable[..., Any], skipped: "set[str]", everything: bool
    ) -> Dict[str, Any]:
        """Values for the parameters of a method, by name."""
        module = function.__module__
        if module not in self.names:
            self.names[module] = Names(sys.modules[module], self.package)
        return {
            parameter.name: self.examples.value(parameter.annotation, self.names[module])
            for parameter in inspect.signature(function).parameters.values()
            if parameter.name not in {*skipped, "self"}
            and (everything or parameter.default is inspect.Parameter.empty)
        }

    def client(self, kind: Callable[..., Any]) -> Any:
        # Configuration would follow the document's servers, which may have variables without a value.
        given = self.arguments(kind.__init__, CLIENT, everything=True)  # type: ignore[misc]
        accepted = inspect.signature(kind).parameters
        own = {
            "client": httpx.Client(transport=httpx.MockTransport(self.stub.answer)),
            "async_client": httpx.AsyncClient(transport=httpx.MockTransport(self.stub.answer_async)),
            "server_url": "http://127.0.0.1",
        }
        return kind(**given, **{name: value for name, value in own.items() if name in accepted})

    def note(self, method: Callable[..., Any], what: str) -> None:
        self.findings.append(f"{method.__qualname__}: {what}")

    def prepared(self, method: Callable[..., Any]) -> Iterator[Tuple[Dict[str, Any], int]]:
        for everything in (False, True):
            try:
                yield self.arguments(method, TAIL, everything), self.stub.requests
            except Exception as error:
                self.note(method, f"no example: {type(error).__name__}: {error}")

    def sent(self, method: Callable[..., Any], before: int) -> None:
        self.calls += 1
        if self.stub.requests == before:
            self.note(method, "nothing was sent")

    def failed(self, method: Callable[..., Any], error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        self.note(method, f"{type(error).__name__} in {last.name}: {error}")

    def call(self, method: Callable[..., Any]) -> None:
        for given, before in self.prepared(method):
            try:
                method(**given)
            except self.error:
                self.sent(method, before)
            except Exception as error:
                self.failed(method, error)
            else:
                self.sent(method, before)

    async def call_async(self, method: Callable[..., Any]) -> None:
        for given, before in self.prepared(method):
            try:
                await method(**{name: as_dicts(value) for name, value in given.items()})
            except self.error:
                self.sent(method, before)
            except Exception as error:
                self.failed(method, error)
            else:
                self.sent(method, before)


def namespaces(sdk: Any) -> Iterator[Any]:
    """The client and every sub-SDK below it."""
    yield sdk
    for name in sdk.sub_sdk_names():
        yield from namespaces(getattr(sdk, name))


def methods(owner: Any, package: str) -> Iterator[Callable[..., Any]]:
    """The operations of a class: what takes ``retries``."""
    for name, function in inspect.getmembers(type(owner), inspect.isfunction):
        own = function.__module__.startswith(package) and not name.startswith("_")
        if own and "retries" in inspect.signature(function).parameters:
            yield getattr(owner, name)


def operations(caller: Caller) -> Iterator[Callable[..., Any]]:
    """Every method of the client, or of both of them where sync and async ones are apart."""
    root = importlib.import_module(f"{caller.package.__name__}.sdk")
    for kind in list(vars(root).values()):
        if isinstance(kind, type) and kind.__module__ == root.__name__ and hasattr(kind, "sub_sdk_names"):
            for owner in namespaces(caller.client(kind)):
                yield from methods(owner, caller.package.__name__)


async def run(caller: Caller, found: List[Callable[..., Any]]) -> None:
    for method in found:
        await caller.call_async(method)


def main(name: str) -> int:
    warnings.simplefilter("ignore", DeprecationWarning)
    caller = Caller(importlib.import_module(name))
    # Found before a loop runs: in one, sub-SDKs are stood for until an async method is called.
    found = list(operations(caller))
    for method in found:
        if not inspect.iscoroutinefunction(method):
            caller.call(method)
    asyncio.run(run(caller, [method for method in found if inspect.iscoroutinefunction(method)]))
    for finding in caller.findings[:20]:
        print(finding, file=sys.stderr)
    if len(caller.findings) > 20:
        print(f"… and {len(caller.findings) - 20} more", file=sys.stderr)
    print(caller.calls)
    return 1 if caller.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
