"""Every Python program in the READMEs and pages of SDKs runs, verbatim, against a server made from the document."""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Callable, Dict, Iterator, List, NamedTuple, Set

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generated import ROOT, WORK  # noqa: E402
from mock_api import MockApi  # noqa: E402

HERE = Path(__file__).resolve().parent
FENCE = re.compile(r"^(`{3,})python\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)


class Subject(NamedTuple):
    """A document and a configuration of the project's own, relative to its root."""

    document: str
    config: str

    @property
    def name(self) -> str:
        document, config = Path(self.document), Path(self.config)
        return "-".join([document.parent.name, document.stem, config.name.split(".")[-2]])


def subjects() -> Iterator[Subject]:
    for name in ("minimal", "split", "everything"):
        yield Subject(f"test/golden/{name}/openapi.yaml", f"test/golden/{name}/gen.yaml")
    conformance = {
        "openapi.yaml": ["gen", "gen.httpx2", "gen.split", "gen.unchecked", "gen.lenient"],
        "extensions.yaml": ["gen.extensions"],
        "oauth.yaml": ["gen.oauth"],
        "password.yaml": ["gen.password"],
        "options.yaml": ["gen"],
        "small.yaml": ["gen"],
    }
    for document, configs in conformance.items():
        for config in configs:
            yield Subject(f"test/conformance/{document}", f"test/conformance/{config}.yaml")
    yield Subject("test/python/snippets/openapi.yaml", "test/python/snippets/gen.yaml")


class Program(NamedTuple):
    place: str
    text: str


def programs(folder: Path) -> List[Program]:
    """All of them but the files of the section on hooks."""
    found: List[Program] = []
    for file in [folder / "README.md", folder / "USAGE.md", *sorted((folder / "docs").rglob("*.md"))]:
        for match in FENCE.finditer(file.read_text("utf-8")):
            before = match.string[: match.start()]
            heading = re.findall(r"^## (.*)$", before, re.MULTILINE)[-1:]
            if heading != ["Hooks"]:
                found.append(Program(f"{file.relative_to(folder)}#{''.join(heading)}", match[2]))
    return found


def install_hooks(folder: Path) -> None:
    """Puts the files that the README's section on hooks shows where it says."""
    section = (folder / "README.md").read_text("utf-8").split("## Hooks")[1]
    hooks = next((folder / "src").rglob("_hooks"))
    for name, text in re.findall(r"(\w+\.py)`:\n\n```python\n(.*?)\n```", section, re.DOTALL):
        (hooks / name).write_text(f"{text}\n")


SUBJECTS = list(subjects())


@pytest.fixture(scope="module")
def api() -> Iterator[MockApi]:
    with MockApi() as server:
        yield server


@pytest.fixture(scope="module")
def folder(api: MockApi) -> Path:
    """The SDKs of all subjects, made in one process."""
    out = WORK / "snippets"
    shutil.rmtree(out, ignore_errors=True)
    given = json.dumps([[one.name, one.document, one.config] for one in SUBJECTS])
    command = ["node", str(HERE / "generate.mjs"), api.url, str(out), given]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return out


@pytest.fixture
def only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Makes one SDK importable; other tests may have imported a package of the same name."""
    before = dict(sys.modules)

    def choose(name: str) -> Path:
        source = folder / name / "src"
        package = next(path.name for path in source.iterdir() if path.is_dir())
        for module in [key for key in sys.modules if key.split(".")[0] == package]:
            del sys.modules[module]
        monkeypatch.syspath_prepend(str(source))
        return folder / name

    yield choose
    added = [key for key in sys.modules if key not in before]
    sys.modules.update(before)
    for key in added:
        del sys.modules[key]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for the files that programs write; logging as it was."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)


def run(program: Program, api: MockApi, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in re.findall(r'os\.environ\["(\w+)"\]', program.text):
        monkeypatch.setenv(name, "secret")
    for name in re.findall(r'"([\w.-]+\.bin)"', program.text):
        Path(name).write_bytes(b"content")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        exec(compile(api.here(program.text), program.place, "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_program_runs_and_calls_what_it_shows(
    subject: Subject,
    api: MockApi,
    folder: Path,
    only: Callable[[str], Path],
    workplace: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = json.loads((folder / f"{subject.name}.json").read_text("utf-8"))
    api.serve(document)
    install_hooks(folder / subject.name)
    if "httpx2" in subject.name:
        pytest.importorskip("httpx2")
        monkeypatch.setitem(sys.modules, "httpx", None)  # importing it fails
    failed: List[str] = []
    called: Dict[str, Set[str]] = {}
    for program in programs(only(subject.name)):
        api.called.clear()
        try:
            run(program, api, monkeypatch)
        except Exception as error:
            failed.append(f"{program.place}: {error!r}\n{program.text}")
        called.setdefault(program.place, set()).update(api.called)
    assert not failed, "\n\n".join(failed)
    assert api.unknown == []
    assert re.search(r": 20\d after \d", capsys.readouterr().out), "the README's hooks did not run"
    shown = {place: names for place, names in called.items() if place.startswith("docs/sdks")}
    assert all(len(names) == 1 for names in shown.values()), shown
    assert {name for names in shown.values() for name in names} == {route.name for route in api.routes}
