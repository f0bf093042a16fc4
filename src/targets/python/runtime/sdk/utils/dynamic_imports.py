"""Packages whose names are imported at their first use (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Mapping, Sequence


def lazy_getattr(
    package: str, names: Mapping[str, str], name: str, sub_packages: Sequence[str] = ()
) -> Any:
    """The attribute ``name`` of a package, imported from where ``names`` says it is: ``.module``, ``.module:name``.

    The value is kept in the package, so that this runs once for each name.
    """
    if name in sub_packages:
        return import_module(f".{name}", package)
    source = names.get(name)
    if source is None:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    module, _, attribute = source.partition(":")
    value = getattr(import_module(module, package), attribute or name)
    vars(sys.modules[package])[name] = value
    return value
