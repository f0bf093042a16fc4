"""Generates SDKs with the built command and makes them importable."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Optional

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".work" / "tests"


def hookline(*args: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """Runs the built command; a failure shows what it printed."""
    command = ["node", str(ROOT / "dist" / "cli" / "main.js"), *args]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if check and result.returncode != 0:
        raise AssertionError(
            f"{' '.join(args)} ended with {result.returncode}\n{result.stdout}{result.stderr}"
        )
    return result


def generate(name: str, schema: Path, config: Path, hooks: Optional[Path] = None) -> Path:
    """Generates an SDK into a fresh folder and puts its sources on ``sys.path``; gives the folder."""
    out = WORK / name
    shutil.rmtree(out, ignore_errors=True)
    if hooks:
        package = out / "src" / name / "_hooks"
        package.parent.mkdir(parents=True)
        shutil.copytree(hooks, package)
    hookline("generate", "--schema", str(schema), "--config", str(config), "--out", str(out))
    sys.path.insert(0, str(out / "src"))
    return out


def load(path: Path, name: str) -> ModuleType:
    """Imports a file by its path."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
