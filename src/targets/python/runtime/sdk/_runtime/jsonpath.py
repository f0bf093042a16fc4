"""The JSONPath of pagination outputs: names, indexes, slices, wildcards, descendants.

``$.items``, ``$.data[*].id``, ``$['next'].url``, ``$.items[-1].id``, ``$.items[(@.length-1)].id``.
"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, Iterator, List, Tuple

from .coercion import is_dict, is_list

_TOKEN = re.compile(
    r"""
    (?P<deep>\.\.)? (?:
      \.?(?P<name>[^.\[\]'"*()\s]+)
    | \.?(?P<star>\*)
    | \[\s*(?P<index>-?\d+)\s*\]
    | \[\s*\(\s*@\.length\s*-\s*(?P<last>\d+)\s*\)\s*\]
    | \[\s*(?P<slice>-?\d*\s*:\s*-?\d*(?:\s*:\s*-?\d*)?)\s*\]
    | \[\s*(?P<any>\*)\s*\]
    | \[\s*'(?P<single>(?:[^'\\]|\\.)*)'\s*\]
    | \[\s*"(?P<double>(?:[^"\\]|\\.)*)"\s*\]
    )
    """,
    re.VERBOSE,
)

Step = Callable[[Any], List[Any]]

_compiled: Dict[str, Tuple[Tuple[Step, ...], bool]] = {}


def find(path: str, data: Any) -> Any:
    """The value at a path; None where there is none. Of a path that names many: the list of them."""
    found = _compiled.get(path)
    if found is None:
        found = _compiled[path] = _compile(path)
    steps, many = found
    values = [data]
    for step in steps:
        values = [result for value in values for result in step(value)]
    if many:
        return values
    return values[0] if values else None


def _compile(path: str) -> Tuple[Tuple[Step, ...], bool]:
    steps: List[Step] = []
    many = False
    position = 1 if path.startswith("$") else 0
    while position < len(path):
        match = _TOKEN.match(path, position)
        if match is None or match.end() == position:
            raise ValueError(
                f"This JSONPath cannot be read: {path!r}, at {path[position:]!r}."
            )
        if match.group("deep"):
            steps.append(_descendants)
            many = True
        step, multiple = _step(match)
        steps.append(step)
        many = many or multiple
        position = match.end()
    return tuple(steps), many


def _step(match: "re.Match[str]") -> Tuple[Step, bool]:
    groups = match.groupdict()
    if groups["index"] is not None:
        return _index(int(groups["index"])), False
    if groups["last"] is not None:
        return _index(-int(groups["last"])), False
    if groups["slice"] is not None:
        bounds = [
            int(part) if part.strip() else None for part in groups["slice"].split(":")
        ]
        return _slice(slice(*bounds)), True
    if groups["star"] is not None or groups["any"] is not None:
        return _children, True
    name = groups["name"]
    if name is None:
        quoted = groups["single"] if groups["single"] is not None else groups["double"]
        name = re.sub(r"\\(.)", r"\1", quoted or "")
    return _member(name), False


def _member(name: str) -> Step:
    def step(value: Any) -> List[Any]:
        if is_dict(value):
            mapping = value
            return [mapping[name]] if name in mapping else []
        if is_list(value) and name == "length":
            return [len(value)]
        return []

    return step


def _index(index: int) -> Step:
    def step(value: Any) -> List[Any]:
        if not is_list(value):
            return []
        items = value
        return [items[index]] if -len(items) <= index < len(items) else []

    return step


def _slice(bounds: slice) -> Step:
    return lambda value: value[bounds] if is_list(value) else []


def _children(value: Any) -> List[Any]:
    if is_dict(value):
        return list(value.values())
    return list(value) if is_list(value) else []


def _descendants(value: Any) -> List[Any]:
    return list(_walk(value))


def _walk(value: Any) -> Iterator[Any]:
    yield value
    for child in _children(value):
        yield from _walk(child)
