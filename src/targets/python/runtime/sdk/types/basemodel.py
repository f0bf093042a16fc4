"""The base of all models: what is unset is left out, and models may refer to each other in any way."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Dict,
    Optional,
    Type,
    Union,
    cast,
)

import pydantic
from pydantic import BaseModel as PydanticBaseModel
from pydantic import ConfigDict
from typing_extensions import Self

from ._forward import fill_missing_names
from ._schema import adjust_model
from .unrecognized import UnrecognizedInt, UnrecognizedStr
from .unset import UNSET, UNSET_SENTINEL, Nullable, OptionalNullable, Unset

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema

__all__ = [
    "UNSET",
    "UNSET_SENTINEL",
    "BaseModel",
    "Nullable",
    "OptionalNullable",
    "UnrecognizedInt",
    "UnrecognizedStr",
    "Unset",
]


class BaseModel(PydanticBaseModel):
    """A model that takes Python names and wire names, and sends only what is set.

    An optional field that is None is left out; so is an optional nullable one that is ``UNSET``, while its
    None is sent as null. Defaults and constants are sent.
    """

    model_config = ConfigDict(
        populate_by_name=True,
        arbitrary_types_allowed=True,
        protected_namespaces=(),
        defer_build=True,
    )

    __sends_raw__: ClassVar[bool] = False
    """Set by ``unknown_variant``."""

    if TYPE_CHECKING:
        # Models with additional properties say of which type these are.
        __pydantic_extra__: Any = pydantic.Field(init=False)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Type[PydanticBaseModel], handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        fill_missing_names(cls)
        schema = handler(source)
        try:
            model = cast(Dict[str, Any], handler.resolve_ref_schema(schema))
        except LookupError:
            return schema  # a reference to the model from within itself
        adjust_model(model, handler, sends_raw=cls.__sends_raw__)
        return schema

    @classmethod
    def model_rebuild(cls, **options: Any) -> Optional[bool]:
        """As pydantic's, but with the names that are imported for type checkers only."""
        # Pydantic reads a model's own fields before it asks for the schema.
        fill_missing_names(cls)
        return super().model_rebuild(**options)

    @classmethod
    def model_validate_json(
        cls, json_data: Union[str, bytes, bytearray], **options: Any
    ) -> Self:
        """As pydantic's, but no digit of a decimal is lost."""
        from ..utils.decimals import has_decimals, loads

        if has_decimals(cls, lambda: _built(cls).__pydantic_core_schema__):
            return cls.model_validate(loads(json_data), **options)
        return super().model_validate_json(json_data, **options)

    def model_dump_json(self, **options: Any) -> str:
        """As pydantic's, but no digit of a decimal is lost."""
        from ..utils.decimals import exact_text

        dump = super().model_dump_json
        return exact_text(lambda: dump(**options))


def _built(model: Type[PydanticBaseModel]) -> Type[PydanticBaseModel]:
    if not model.__pydantic_complete__:
        model.model_rebuild()
    return model
