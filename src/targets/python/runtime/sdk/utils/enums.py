"""Enums that accept values which are not listed."""

from __future__ import annotations

from enum import Enum, EnumMeta
from typing import Any, List, cast

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
            kind = int if issubclass(cls, int) else str
            if not isinstance(value, kind) or isinstance(value, bool):
                raise
            return UnrecognizedInt(value) if kind is int else UnrecognizedStr(value)

    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        unknown = UnrecognizedInt if issubclass(cls, int) else UnrecognizedStr
        members: List[Any] = list(cast(Any, cls))
        return core_schema.union_schema(
            # Not pydantic's schema of enums: that calls the class with what it does not know.
            [core_schema.literal_schema(members), handler.generate_schema(unknown)],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(
                _value, when_used="json"
            ),
        )


def _value(member: Any) -> Any:
    return member.value if isinstance(member, Enum) else member
