"""One SDK, ready to be measured: made with a client of the HTTP library that it takes."""

from __future__ import annotations

import importlib
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any, Callable, Dict, List, Tuple

from sdks import SDKS, Sdk

URL = "http://bench.test"


class Subject:
    """The texts of an SDK as functions; raises where the SDK is not there or does not do what is asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.facts: Sdk = SDKS[name]
        self.names: Dict[str, Any] = {"url": URL}
        exec(self.facts.imports, self.names)
        self.raw = importlib.import_module(f"raw.{self.facts.api}")
        self.library = self._find_library()

    def make(self, client: Any) -> Any:
        return eval(self.facts.make, {**self.names, "client": client})

    def make_async(self, client: Any) -> Any:
        return eval(self.facts.make_async, {**self.names, "client": client})

    def start_async(self, url: str) -> Any:
        return eval(self.facts.start_async, {**self.names, "url": url})

    def function(self, text: str, sdk: Any) -> Callable[[], Any]:
        return eval(f"lambda: {text}", {**self.names, "sdk": sdk})

    def title(self) -> str:
        """Its name with its version and HTTP library."""
        if not self.facts.package:
            return f"{self.name} (OpenAI's document), {self.library.__name__}"
        return f"{self.name} {version(self.facts.package)}, {self.library.__name__}"

    def _find_library(self) -> ModuleType:
        for name in ("httpx", "httpx2"):
            try:
                library = importlib.import_module(name)
                client = library.Client(transport=library.MockTransport(lambda request: None))
                self.make(client)
            except Exception:
                continue
            return library
        raise RuntimeError("it takes no client of httpx or httpx2")


def subjects() -> Tuple[List[Subject], List[str]]:
    """What can be measured, and why the rest cannot."""
    found: List[Subject] = []
    notes: List[str] = []
    for name in SDKS:
        try:
            found.append(Subject(name))
        except (ImportError, PackageNotFoundError, RuntimeError) as error:
            notes.append(f"{name} is left out: {error}.")
    return found, notes


def respond(library: Any, body: bytes, content_type: str = "application/json") -> Any:
    """A transport that answers everything with the same, sync and async."""
    headers = {"content-type": content_type}
    return library.MockTransport(lambda request: library.Response(200, headers=headers, content=body))
