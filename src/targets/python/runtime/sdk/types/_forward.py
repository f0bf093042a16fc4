"""Names that model modules import for type checkers only, because importing them would make a cycle.

They are put into the module when the model is first built; by then every module can be imported.
"""

from __future__ import annotations

import builtins
import sys
from typing import Any, Dict, Iterator, List, Set

from pydantic import BaseModel
from typing_extensions import TypeAliasType

_PACKAGE = __name__.rpartition(".types.")[0]

_filled: Set[Any] = set()


def fill_missing_names(model: type) -> None:
    """Bring the names that a model's annotations use, and its bases', into their modules."""
    for base in model.__mro__:
        if (
            base in _filled
            or not _is_ours(base.__module__)
            or not issubclass(base, BaseModel)
        ):
            continue
        _filled.add(base)
        for annotation in list(getattr(base, "__annotations__", {}).values()):
            if isinstance(annotation, str):
                _fill(base.__module__, annotation)


def fill_missing_names_of_alias(alias: Any) -> None:
    """The same for a type alias whose members are written in quotes, and for what is made of such."""
    if isinstance(alias, TypeAliasType):
        if alias in _filled or not _is_ours(alias.__module__ or ""):
            return
        _filled.add(alias)
        for text in _quoted(alias.__value__):
            _fill(alias.__module__ or "", text)
    for argument in getattr(alias, "__args__", ()):
        fill_missing_names_of_alias(argument)


def _is_ours(module: str) -> bool:
    return module == _PACKAGE or module.startswith(f"{_PACKAGE}.")


def _quoted(value: Any) -> Iterator[str]:
    text = value if isinstance(value, str) else getattr(value, "__forward_arg__", None)
    if isinstance(text, str):
        yield text
    for argument in getattr(value, "__args__", ()):
        yield from _quoted(argument)


def _fill(module: str, annotation: str) -> None:
    namespace = vars(sys.modules[module])
    for name in compile(annotation, "<annotation>", "eval").co_names:
        if name in namespace:
            fill_missing_names_of_alias(namespace[name])
        elif not hasattr(builtins, name):
            found = _exported(module, name)
            if found is not None:
                namespace[name] = found
                fill_missing_names_of_alias(found)


def _exported(module: str, name: str) -> Any:
    """The package's class of this name; the nearest of the packages that export one."""
    # An import that would clash got underscores at its end.
    wanted = [name, name.rstrip("_")]
    for package in _lazy_packages(module):
        for candidate in wanted:
            if candidate in package["_dynamic_imports"]:
                return getattr(sys.modules[package["__name__"]], candidate)
    return None


def _lazy_packages(module: str) -> List[Dict[str, Any]]:
    packages = [
        vars(found)
        for name, found in list(sys.modules.items())
        if _is_ours(name) and "_dynamic_imports" in vars(found)
    ]
    near = [
        package for package in packages if module.startswith(f"{package['__name__']}.")
    ]
    near.sort(key=lambda package: -len(package["__name__"]))
    return near + [package for package in packages if package not in near]
