"""Compiles and imports every SDK under a folder, and tells where text of a document was run as code.

    python check.py FOLDER

Prints one JSON object: {"calls": [...], "failures": [...], "modules": 1234}.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import io
import json
import socket
import sys
import tokenize
import traceback
from pathlib import Path

try:
    import tomllib
except ImportError:  # before Python 3.11
    tomllib = None  # type: ignore[assignment]

current = ""
calls: list[str] = []
failures: list[str] = []
modules = 0


class Canary:
    """Whatever is done with it is told."""

    def __call__(self, *_: object) -> str:
        calls.append(f"{current}: {''.join(traceback.format_stack(limit=3))}")
        return "canary"


def no_network(*_: object, **__: object) -> None:
    calls.append(f"{current}: a connection was opened")
    raise OSError("no network")


def check_project(root: Path) -> None:
    if tomllib is None:
        return
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    if "scripts" in project.get("project", {}) or "canary" in project.get("tool", {}):
        failures.append(f"{current}: pyproject.toml has a table of the document's")


def check_sources(root: Path) -> list[str]:
    names = []
    for path in sorted((root / "src").rglob("*.py")):
        content = path.read_bytes()
        if tokenize.detect_encoding(io.BytesIO(content).readline)[0] != "utf-8":
            failures.append(f"{current}: {path.name} is not read as UTF-8")
        parts = path.relative_to(root / "src").with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def use(root: Path, names: list[str]) -> None:
    global modules
    package = names[0].split(".")[0]
    for name in names:
        importlib.import_module(name)
        modules += 1
    sdk = importlib.import_module(package).SDK
    needs_server = inspect.signature(sdk).parameters["server_url"].default is inspect.Parameter.empty
    client = sdk(server_url="https://api.example.com") if needs_server else sdk()
    for name in dir(client):
        getattr(client, name, None)
    models = importlib.import_module(f"{package}.models")
    for name in dir(models):
        validate = getattr(getattr(models, name), "model_validate", None)
        if validate is not None:
            try:
                validate({})
            except ValueError:
                pass  # what is required is not there


def main(folder: Path) -> None:
    global current
    builtins.canary = Canary()  # type: ignore[attr-defined]
    socket.socket.connect = no_network  # type: ignore[method-assign,assignment]
    importlib.import_module("pydantic")
    importlib.import_module("httpx")
    for root in sorted(path for path in folder.iterdir() if path.is_dir()):
        current = root.name
        sys.path.insert(0, str(root / "src"))
        before = set(sys.modules)
        try:
            check_project(root)
            use(root, check_sources(root))
        except BaseException:  # also what a document would raise
            failures.append(f"{current}: {traceback.format_exc(limit=-3)}")
        sys.path.pop(0)
        for name in set(sys.modules) - before:
            if name.split(".")[0] == "openapi":
                del sys.modules[name]
        importlib.invalidate_caches()
    print(json.dumps({"calls": calls, "failures": failures, "modules": modules}))


main(Path(sys.argv[1]))
