"""Enums that accept values which are not listed."""

from __future__ import annotations

from enum import Enum, EnumMeta
from typing import Any, cast

from ..types.unrecognized import UnrecognizedInt, UnrecognizedStr


class OpenEnumMeta(EnumMeta):
    """Metaclass of an enum whose list may grow: an unknown value is kept as it is.

    ``Color("mauve")`` gives ``UnrecognizedStr("mauve")`` instead of raising, and so does parsing.
    """

    def __call__(cls, value: Any, *args: Any, **kwargs: Any) -> Any:
        if args or kwargs:
            return cast(Any, super().__call__(value, *args, **kwargs))
        try:
            return super().__call__(value)
        except ValueError:
            if isinstance(value, int) and not isinstance(value, bool):
                return UnrecognizedInt(value)
            if isinstance(value, str):
                return UnrecognizedStr(value)
            raise

    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        unknown = UnrecognizedInt if issubclass(cls, int) else UnrecognizedStr
        return core_schema.union_schema(
            [handler(source), handler.generate_schema(unknown)],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(
                _value, when_used="json"
            ),
        )


def _value(member: Any) -> Any:
    return member.value if isinstance(member, Enum) else member
