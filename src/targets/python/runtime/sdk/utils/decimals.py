"""Decimals as JSON numbers with all their digits: pydantic alone reads and writes them as doubles."""

from __future__ import annotations

from contextvars import ContextVar
from decimal import Decimal
from typing import Any, Callable, Dict, List, Optional, Set, Union, cast


class ExactFloat(float):
    """A number of a JSON text that remembers how it was written."""

    text: str

    def __new__(cls, text: str) -> ExactFloat:
        number = super().__new__(cls, text)
        number.text = text
        return number


def loads(raw: Union[str, bytes, bytearray]) -> Any:
    """JSON to plain data; ``validate_decimal`` finds the digits that a double has no room for."""
    import json

    return json.loads(raw, parse_float=ExactFloat)


def validate_decimal(d: Any) -> Any:
    """A decimal from a number or a text, without going through a double."""
    if isinstance(d, ExactFloat):
        return Decimal(d.text)
    if isinstance(d, float):
        return Decimal(repr(d))
    if isinstance(d, (int, str)) and not isinstance(d, bool):
        try:
            return Decimal(d)
        except ArithmeticError:
            raise ValueError(f"not a decimal number: {d!r}") from None
    return d


_READS_DECIMALS = {"type": "no-info", "function": validate_decimal}


class _Marks:
    """Stands in for decimals while pydantic writes JSON; what it wrote is replaced in the finished text."""

    def __init__(self) -> None:
        import secrets

        self.token = secrets.token_hex(16)
        self.used = False

    def mark(self, number: Decimal) -> str:
        self.used = True
        return f"{self.token}:{number}"

    def replace(self, text: str) -> str:
        import re

        return re.sub(f'"{self.token}:([^"]*)"', r"\1", text)


class _Texts(_Marks):
    """Decimals become texts: for URLs, headers and forms, where everything is one."""

    def mark(self, number: Decimal) -> str:
        return str(number)


_TEXTS = _Texts()
_marks: ContextVar[Optional[_Marks]] = ContextVar("decimal_marks", default=None)


def exact_text(dump: Callable[[], str]) -> str:
    """The JSON text that ``dump`` gives, in which decimals are numbers with all their digits."""
    if _marks.get() is not None:
        return dump()
    marks = _Marks()
    reset = _marks.set(marks)
    try:
        text = dump()
    finally:
        _marks.reset(reset)
    return marks.replace(text) if marks.used else text


def with_decimal_texts(dump: Callable[[], Any]) -> Any:
    """The plain data that ``dump`` gives, in which decimals are texts with all their digits."""
    reset = _marks.set(_TEXTS)
    try:
        return dump()
    finally:
        _marks.reset(reset)


def json_number(number: Decimal) -> Union[int, float, str]:
    """What pydantic is given to write a decimal as a number."""
    if not number.is_finite():
        raise ValueError(f"{number} cannot be written as a JSON number")
    marks = _marks.get()
    if marks is not None:
        return marks.mark(number)
    return int(number) if number == number.to_integral_value() else float(number)


_with_decimals: Dict[Any, bool] = {}


def has_decimals(owner: Any, schema: Callable[[], Any]) -> bool:
    """Whether a model or type adapter reads anything by ``validate_decimal``; found out once."""
    found = _with_decimals.get(owner)
    if found is None:
        found = _with_decimals[owner] = _mentions(schema())
    return found


def _mentions(schema: Any) -> bool:
    seen: Set[int] = set()
    waiting: List[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            mapping = cast(Dict[str, Any], node)
            if mapping.get("function") == _READS_DECIMALS:
                return True
            if id(mapping) not in seen:
                seen.add(id(mapping))
                waiting.extend(mapping.values())
        elif isinstance(node, (list, tuple)):
            waiting.extend(cast(List[Any], node))
    return False
