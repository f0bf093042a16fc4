"""Values of open enums that this version of the SDK does not know."""

from __future__ import annotations

from typing import Any, Dict, Type, TypeVar

V = TypeVar("V", "UnrecognizedStr", "UnrecognizedInt")


class UnrecognizedStr(str):
    """A text that is none of the listed values; it is kept and sent back as it came."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return _last_resort(cls, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Dict[str, Any]:
        return {"type": "string"}


class UnrecognizedInt(int):
    """A number that is none of the listed values; it is kept and sent back as it came."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return _last_resort(cls, core_schema.int_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Dict[str, Any]:
        return {"type": "integer"}


def _last_resort(cls: Type[V], plain: Any) -> Any:
    # In a union everything else that fits is the better match; pydantic ranks what only fits leniently last.
    from pydantic_core import core_schema

    return core_schema.lax_or_strict_schema(
        lax_schema=core_schema.no_info_after_validator_function(cls, plain),
        strict_schema=core_schema.is_instance_schema(cls),
        serialization=core_schema.simple_ser_schema("any"),
    )
