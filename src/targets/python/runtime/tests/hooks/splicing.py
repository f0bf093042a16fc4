"""Makes the package of another configuration: the sample with variants, as the generator copies it."""

from __future__ import annotations

import ast
import shutil
import textwrap
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

RUNTIME = Path(__file__).parents[2]
ASYNC_FILES = (
    "asynctypes.py",
    "asyncsdkhooks.py",
    "adapters.py",
    "asyncregistration.py",
)


def package(folder: Path, variants: Sequence[str]) -> Path:
    """Writes the sample package ``sdk`` with variants into a folder, and gives the folder."""
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(RUNTIME / "sdk", folder / "sdk", ignore=skipped)
    for name in variants:
        root = RUNTIME / "variants" / name
        for variant in root.rglob("*.py"):
            base = folder / "sdk" / variant.relative_to(root)
            base.write_text(spliced(base.read_text(), variant.read_text()))
        if name == "no-async-hooks":
            for file in ASYNC_FILES:
                (folder / "sdk" / "_hooks" / file).unlink()
    return folder


def spliced(base: str, variant: str) -> str:
    """The base with the variant's definitions in place of their namesakes, and imports that are still used."""
    own, other = _blocks(base), _blocks(variant)
    names = {name: text for name, text in own if name}
    replacing: Dict[str, str] = {}
    pending = ""
    for name, text in other:
        if name in names:
            replacing[name] = pending + _definition(names[name], text)
            pending = ""
        elif name:
            pending += text
    imports = "".join(text for name, text in other if not name and _is_import(text))
    body = "".join(
        replacing.get(name, text) for name, text in own if not _is_import(text)
    )
    kept = [text for _, text in own if _is_import(text) and _is_used(text, body)]
    future = "".join(text for text in kept if "__future__" in text)
    rest = "".join(text for text in kept if "__future__" not in text)
    imports = imports.replace("from __future__ import annotations\n", "")
    return future + rest + imports + body


def _definition(own: str, other: str) -> str:
    # A class that is written as its own base replaces only the members that it defines.
    (node,) = ast.parse(other).body
    bases = [ast.unparse(base) for base in getattr(node, "bases", [])]
    if bases != [getattr(node, "name", "")]:
        return other
    head, members = _class_parts(own)
    text = spliced(textwrap.dedent(members), textwrap.dedent(_class_parts(other)[1]))
    return head + textwrap.indent(text, "    ") + "\n"


def _class_parts(text: str) -> Tuple[str, str]:
    end = text.index(":\n") + 2
    return text[:end], text[end:]


def _is_import(text: str) -> bool:
    return text.lstrip().startswith(("import ", "from "))


def _is_used(text: str, body: str) -> bool:
    (node,) = ast.parse(text).body
    assert isinstance(node, (ast.Import, ast.ImportFrom))
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return True
    return any((alias.asname or alias.name) in body for alias in node.names)


def _blocks(source: str) -> List[Tuple[str, str]]:
    lines = source.splitlines(keepends=True)
    found: List[Tuple[str, str]] = []
    for node in ast.parse(source).body:
        start = min(
            [node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))]
        )
        text = "".join(lines[start - 1 : node.end_lineno]) + "\n"
        name = getattr(node, "name", "")
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        found.append((name, text))
    return found
