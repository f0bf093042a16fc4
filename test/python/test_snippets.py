"""Every Python program in the documents of the example's SDK runs, against the example's server."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, List, Tuple

import pytest
from generated import ROOT, hookline

EXAMPLE = ROOT / "example"
FENCE = re.compile(r"^(`{3,})python\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)


def programs(folder: Path) -> List[Tuple[str, str]]:
    """What stands in the README, USAGE and the pages of namespaces, hooks not included: name and text."""
    files = [folder / "README.md", folder / "USAGE.md", *sorted((folder / "docs" / "sdks").rglob("*.md"))]
    found: List[Tuple[str, str]] = []
    for file in files:
        for number, match in enumerate(FENCE.finditer(file.read_text("utf-8"))):
            if "Hook" not in match[2] and "init_hooks" not in match[2]:
                found.append((f"{file.relative_to(folder)} {number + 1}", match[2]))
    return found


def at_server(program: str, url: str) -> str:
    """The program with the test's server in place of the document's."""
    bare = re.sub(r',?\s*server_url="[^"]*"', "", program)
    return re.sub(r"\bTrailhead\(", f'Trailhead(server_url="{url}", ', bare)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that programs open; credentials in the environment."""
    for name in ("file.bin", "content.bin"):
        (tmp_path / name).write_bytes(b"picture")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRAILHEAD_BEARER_AUTH", "token-for-trail-app")
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    return tmp_path


def run(program: str, name: str) -> None:
    exec(compile(program, name, "exec"), {"__name__": "__main__"})


def test_every_program_runs(
    trailhead: Any, api: Any, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(trailhead.__file__).parents[2]
    found = programs(folder)
    assert len(found) > 30
    api.store.photos["trail-1"] = ({"fileName": "file.bin", "size": 7}, b"picture")
    trail = dict(api.store.trails["trail-1"])
    failed: List[str] = []
    for name, program in found:
        api.store.trails["trail-1"] = dict(trail)
        try:
            run(at_server(program, api.url), name)
        except Exception as error:
            failed.append(f"{name}: {error!r}\n{program}")
    assert not failed, "\n\n".join(failed)
    called = {
        (method, re.sub(r"trail-\d", "{id}", path.split("?")[0])) for method, path, _ in api.store.requests
    }
    assert len(called) == 12, sorted(called)


@pytest.mark.parametrize("rendering", ["never", "always"])
def test_programs_show_the_optional_arguments_that_are_asked_for(
    rendering: str, trailhead: Any, api: Any, workplace: Path
) -> None:
    out = workplace / "sdk"
    config = workplace / "gen.yaml"
    text = (EXAMPLE / "gen.yaml").read_text("utf-8")
    option = f"generation:\n  usageSnippets: {{optionalPropertyRendering: {rendering}}}\n"
    config.write_text(text.replace("generation:\n", option))
    hookline(
        "generate",
        "--schema",
        str(EXAMPLE / "api" / "openapi.yaml"),
        "--config",
        str(config),
        "--out",
        str(out),
    )
    shown = [text for name, text in programs(out) if "trails.list" in text]
    assert all(("region=" in text) == (rendering == "always") for text in shown)
    for name, program in programs(out):
        try:
            run(at_server(program, api.url), name)
        except trailhead.errors.TrailheadError as error:
            assert error.status_code in (404, 422), (name, error, program)


def test_the_hooks_of_the_readme_run(api: Any, workplace: Path) -> None:
    out = workplace / "sdk"
    schema, config = EXAMPLE / "api" / "openapi.yaml", EXAMPLE / "gen.yaml"
    hookline("generate", "--schema", str(schema), "--config", str(config), "--out", str(out))
    readme = (out / "README.md").read_text("utf-8")
    hooks = out / "src" / "trailhead" / "_hooks"
    snippets = [match[2] for match in FENCE.finditer(readme)]
    registration = next(text for text in snippets if "def init_hooks" in text)
    timer = next(text for text in snippets if "class RequestTimer" in text)
    native = next(text for text in snippets if "def init_async_hooks" in text)
    (hooks / "request_timer.py").write_text(timer + "\n")
    (hooks / "registration.py").write_text(registration + "\n")
    (hooks / "asyncregistration.py").write_text(native + "\n")
    shown = [text for _, text in programs(out) if "trails.get(" in text or "trails.get_async(" in text]
    for program in shown[:2]:
        printed = subprocess.run(
            [sys.executable, "-W", "error", "-c", at_server(program, api.url)],
            env={**os.environ, "PYTHONPATH": str(out / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert printed.returncode == 0, printed.stderr
        assert re.search(r"^getTrail: 200 after \d", printed.stdout, re.MULTILINE)
