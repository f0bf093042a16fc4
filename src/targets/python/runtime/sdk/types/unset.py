"""The value that tells "not given" apart from None. Nothing here needs pydantic."""

from __future__ import annotations

from typing import Any, Dict, Literal, Optional, TypeVar, Union, final

T = TypeVar("T")

UNSET_SENTINEL = "~?~unset~?~sentinel~?~"
"""What UNSET is written as where nothing leaves it out."""


@final
class Unset:
    """The type of ``UNSET``: there is one instance, it is falsy, and copies of it are itself."""

    __slots__ = ()

    _instance: Optional[Unset] = None

    def __new__(cls) -> Unset:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __copy__(self) -> Unset:
        return self

    def __deepcopy__(self, memo: Dict[int, Any]) -> Unset:
        return self

    def __reduce__(self) -> str:
        return "UNSET"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(
            cls,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _unset_text, when_used="json"
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Dict[str, Any]:
        return {"not": {}}


def _unset_text(value: Any) -> Any:
    # Pydantic may ask this serializer about any member of the union it stands in.
    return UNSET_SENTINEL if isinstance(value, Unset) else value


UNSET = Unset()

Nullable = Union[T, None]
OptionalNullable = Union[Optional[Nullable[T]], Unset]
