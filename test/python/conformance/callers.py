"""One way to call sync and async methods of the conformance document's SDKs."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Callable, Dict, List, Optional

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parents[1] / "conformance"
sys.path.insert(0, str(DOCUMENTS))

from generated import generate  # noqa: E402
from recording import Reply, Seen, Server  # noqa: E402

__all__ = ["LIBRARIES", "Caller", "Reply", "Seen", "Server", "of_library", "package"]

LIBRARIES = ("httpx", "httpx2")
"""What SDKs can talk HTTP with; modules that import this name run their tests over both."""

_made: Dict[str, ModuleType] = {}


def package(name: str, config: str, document: str = "openapi.yaml") -> ModuleType:
    """The SDK of a document and a configuration, generated once."""
    if name not in _made:
        generate(name, DOCUMENTS / document, DOCUMENTS / config)
        _made[name] = importlib.import_module(name)
    return _made[name]


def of_library(library: str) -> ModuleType:
    """The conformance document's SDK over an HTTP library."""
    suffix = "" if library == "httpx" else f"_{library}"
    return package(f"conformance{suffix}", f"gen{suffix.replace('_', '.')}.yaml")


class Caller:
    """Calls methods by their path (``parameters.query_form``), as they are or as their async twins."""

    def __init__(self, module: ModuleType, mode: str, server: Server, split: bool = False) -> None:
        self.module = module
        self.mode = mode
        self.split = split
        self.server = server
        self._sdks: List[Any] = []
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._default: Any = None

    @property
    def is_async(self) -> bool:
        return self.mode == "async"

    @property
    def http(self) -> ModuleType:
        """The HTTP library of the SDK."""
        return sys.modules["httpx2" if self.module.__name__.endswith("httpx2") else "httpx"]

    @property
    def models(self) -> Any:
        return self.module.models

    @property
    def errors(self) -> Any:
        return self.module.errors

    def make(self, **options: Any) -> Any:
        """An SDK with options of its own."""
        name = ("Async" if self.is_async and self.split else "") + "Conformance"
        if not {"server_url", "port", "server_idx"} & set(options):
            options["server_url"] = self.server.url
        sdk = getattr(self.module, name)(**options)
        self._sdks.append(sdk)
        return sdk

    @property
    def sdk(self) -> Any:
        if self._default is None:
            self._default = self.make()
        return self._default

    def method(self, path: str, sdk: Any = None) -> Callable[..., Any]:
        """The method of this mode; what it gives may have to be awaited."""
        found: Any = sdk or self.sdk
        for name in path.split("."):
            last, found = found, getattr(found, name, None)
        if self.is_async and not self.split:
            found = getattr(last, name + "_async")
        assert found is not None, path
        return found  # type: ignore[no-any-return]

    def __call__(self, path: str, *args: Any, sdk: Any = None, **arguments: Any) -> Any:
        """The result of a call."""
        return self.finish(self.method(path, sdk)(*args, **arguments))

    def finish(self, value: Any) -> Any:
        """What an async call gives when it is awaited; anything else as it is."""
        return self.run(value) if hasattr(value, "__await__") else value

    def run(self, awaitable: Any) -> Any:
        async def main() -> Any:
            return await awaitable

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(main())

    def items(self, stream: Any, most: Optional[int] = None) -> List[Any]:
        """What a stream gives, sync or async; at most so many."""
        if not self.is_async:
            found: List[Any] = []
            for item in stream:
                found.append(item)
                if len(found) == most:
                    break
            return found

        async def collect() -> List[Any]:
            found: List[Any] = []
            async for item in stream:
                found.append(item)
                if len(found) == most:
                    break
            return found

        return self.run(collect())  # type: ignore[no-any-return]

    def close(self) -> None:
        for sdk in self._sdks:
            if self.is_async:
                self.run(sdk.__aexit__(None, None, None))
            else:
                sdk.__exit__(None, None, None)
        if self._loop is not None:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()
