"""The base of all models: what is unset is left out, and models may refer to each other in any way."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from functools import partial
from operator import is_
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    ClassVar,
    Dict,
    List,
    Pattern,
    Type,
    Union,
    cast,
)

import pydantic
from pydantic import ConfigDict
from pydantic_core import core_schema
from typing_extensions import Self, TypeGuard

from ._forward import fill_missing_names
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


class BaseModel(pydantic.BaseModel):
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
        cls, source: Type[pydantic.BaseModel], handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        fill_missing_names(cls)
        schema = handler(source)
        try:
            model = cast(Dict[str, Any], handler.resolve_ref_schema(schema))
        except LookupError:
            return schema  # a reference to the model from within itself
        fields = _fields_schema(model)
        if fields is not None:
            _adjust(fields, handler)
            _leave_out_unset(fields)
        if cls.__sends_raw__:
            model["serialization"] = _RAW
        return schema

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


def _built(model: Type[pydantic.BaseModel]) -> Type[pydantic.BaseModel]:
    if not model.__pydantic_complete__:
        model.model_rebuild()
    return model


def _fields_schema(schema: Dict[str, Any]) -> Any:
    """The part of a model's schema that holds its fields."""
    while schema["type"] != "model-fields":
        inner = schema.get("schema")
        if not isinstance(inner, dict):
            return None
        schema = cast(Dict[str, Any], inner)
    return schema


def _leave_out_unset(fields: Dict[str, Any]) -> None:
    for field in fields["fields"].values():
        schema = field["schema"]
        if schema["type"] == "default":
            # A partial of an operator is called without a Python frame.
            takes_unset = schema.get("default") is UNSET or _admits_unset(
                schema["schema"]
            )
            field["serialization_exclude_if"] = _IS_UNSET if takes_unset else _IS_NONE


def _admits_unset(schema: Dict[str, Any]) -> bool:
    kind = schema["type"]
    if kind == "union":
        choices: List[Any] = schema["choices"]
        return any(
            _admits_unset(choice[0] if _is_list(choice) else choice)
            for choice in choices
        )
    if kind == "nullable":
        return _admits_unset(schema["schema"])
    return kind == "is-instance" and schema["cls"] is Unset


def _adjust(schema: Any, handler: GetCoreSchemaHandler) -> None:
    """Have the date-times in a model's own fields written with an offset, and files known by what they do."""
    if _is_list(schema):
        for part in schema:
            _adjust(part, handler)
    elif _is_node(schema):
        kind = schema.get("type")
        if kind == "datetime":
            schema.setdefault("serialization", _RFC_3339)
        elif kind == "is-instance" and schema["cls"] is IO:
            schema.update(core_schema.no_info_plain_validator_function(_file))
        elif kind not in ("model", "definition-ref"):
            if kind == "union":
                _tell_texts_apart(schema["choices"], handler)
            for part in list(schema.values()):
                _adjust(part, handler)


def _tell_texts_apart(choices: List[Any], handler: GetCoreSchemaHandler) -> None:
    """Have a text become a time, an id or an enum's member beside plain text where it is written as one."""
    plain: List[Dict[str, Any]] = [
        choice[0] if _is_list(choice) else choice for choice in choices
    ]
    if not any(choice["type"] == "str" for choice in plain):
        return
    for choice in plain:
        meant = cast(
            Dict[str, Any], handler.resolve_ref_schema(cast("CoreSchema", choice))
        )
        form = _FORMS.get(meant["type"])
        if form is not None:
            choice.update(_only_in_form(form, dict(choice)))
        elif meant["type"] == "enum":
            # To pydantic a member of an enum is a lesser match than a text; a literal is not.
            members = core_schema.literal_schema(meant["members"])
            choice.clear()
            choice.update(members)


def _only_in_form(form: Pattern[str], schema: Any) -> Any:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or form.fullmatch(value):
            return value
        raise ValueError("written differently")

    return core_schema.no_info_before_validator_function(check, schema)


_DAY = r"\d{4}-\d\d-\d\d"
_FORMS = {
    "date": re.compile(_DAY),
    "datetime": re.compile(
        _DAY + r"[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?"
    ),
    "timedelta": re.compile(r"-?P(\d+[DW])?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"),
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}


def _is_list(value: Any) -> TypeGuard[List[Any]]:
    return isinstance(value, (list, tuple))


def _is_node(value: Any) -> TypeGuard[Dict[str, Any]]:
    return isinstance(value, dict)


def with_offset(value: Any) -> Any:
    """A date-time that says no offset is taken as UTC."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=timezone.utc)
    return value


def _file(value: Any) -> Any:
    # No file of the standard library is an instance of typing.IO.
    if not callable(getattr(value, "read", None)):
        raise ValueError("not an open file")
    return value


def _raw(model: Any) -> Any:
    return model.raw


_IS_NONE = partial(is_, None)
_IS_UNSET = partial(is_, UNSET)
_RAW = core_schema.plain_serializer_function_ser_schema(_raw)
_RFC_3339 = core_schema.plain_serializer_function_ser_schema(
    with_offset, when_used="json"
)
