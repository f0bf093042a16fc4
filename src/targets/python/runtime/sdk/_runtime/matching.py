"""Which of the declared responses a response is: by status, then by content type."""

from __future__ import annotations

from typing import Dict, Iterable, Mapping, Optional, Sequence, Tuple, TypeVar

C = TypeVar("C")


def match_status(declared: Iterable[str], status: int) -> Optional[str]:
    """The key that fits: ``404`` before ``4XX`` before ``default``."""
    text = str(status)
    by_range = fallback = None
    for key in declared:
        if key == text:
            return key
        if len(key) == 3 and key[0] == text[0] and key[1:].upper() == "XX":
            by_range = key
        elif key.lower() == "default":
            fallback = key
    return by_range or fallback


def split_media_type(text: str) -> Tuple[str, Dict[str, str]]:
    """``text/plain; charset=utf-8`` as ``("text/plain", {"charset": "utf-8"})``, in lower case."""
    media_type, _, rest = text.partition(";")
    parameters: Dict[str, str] = {}
    for parameter in rest.split(";"):
        name, equals, value = parameter.partition("=")
        if equals:
            parameters[name.strip().lower()] = value.strip().strip('"').lower()
    return media_type.strip().lower(), parameters


def rank(pattern: str, media_type: str, parameters: Mapping[str, str]) -> int:
    """How well a declared media type fits; 0: not at all. The most specific one ranks highest."""
    wanted, asked = split_media_type(pattern)
    if any(
        name != "charset" and parameters.get(name, value) != value
        for name, value in asked.items()
    ):
        return 0
    if wanted == media_type:
        return _rank_parameters(asked, parameters)
    if wanted in ("*/*", "*"):
        return 2
    kind, _, subtype = wanted.partition("/")
    actual_kind, _, actual_subtype = media_type.partition("/")
    if kind not in ("*", actual_kind):
        return 0
    if subtype == "*":
        return 3
    if subtype.startswith("*") and actual_subtype.endswith(subtype[1:]):
        return 4
    return 0


def _rank_parameters(asked: Mapping[str, str], parameters: Mapping[str, str]) -> int:
    """The declared type itself: any charset will do; another parameter that is left out leaves doubts."""
    if any(name != "charset" and name not in parameters for name in asked):
        return 1
    if not asked:
        return 6
    return 7 if asked.items() <= parameters.items() else 5


def match_content(declared: Sequence[Tuple[str, C]], content_type: str) -> Optional[C]:
    """What is declared for a content type; the first of those that fit best."""
    media_type, parameters = split_media_type(content_type)
    best: Optional[C] = None
    highest = 0
    for pattern, content in declared:
        found = rank(pattern, media_type, parameters)
        if found > highest:
            best, highest = content, found
    return best
