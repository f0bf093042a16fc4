"""What models ask of pydantic's schemas beyond what it makes of annotations."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from functools import partial
from operator import is_
from typing import IO, TYPE_CHECKING, Any, Callable, Dict, List, Pattern, cast

from pydantic_core import core_schema
from typing_extensions import TypeGuard

from .unset import UNSET, Unset

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema


def adjust_model(
    model: Dict[str, Any], handler: GetCoreSchemaHandler, *, sends_raw: bool
) -> None:
    """Change the schema of one model, in place: what is left out, how texts are told apart and written."""
    fields = _fields_schema(model)
    if fields is not None:
        _adjust(fields, handler)
        _leave_out_unset(fields)
        anything = _optional_anything(fields)
        if anything:
            model["serialization"] = _without_defaults(anything)
    if sends_raw:
        model["serialization"] = _RAW


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
        if schema["type"] != "default":
            continue
        if _is_anything(schema) or "serialization_exclude_if" in field:
            continue  # pydantic may give a schema that was adjusted before
        given = _without_unset(schema["schema"])
        # A partial of an operator is called without a Python frame.
        field["serialization_exclude_if"] = _IS_NONE if given is None else _IS_UNSET
        if given is not None:
            # JSON holds no UNSET, and none is written: only Python code has to be let give it.
            in_python = core_schema.no_info_wrap_validator_function(_unset_or, given)
            schema["schema"] = core_schema.json_or_python_schema(given, in_python)


def _is_anything(schema: Any) -> bool:
    """``Optional[Any] = None``: null is one of the values, and None the absence of all."""
    inner = schema["schema"]
    return (
        schema.get("default", UNSET) is None
        and inner["type"] == "nullable"
        and inner["schema"]["type"] == "any"
    )


def _optional_anything(fields: Any) -> Dict[str, str]:
    """Names of the fields that may be anything and may be absent, with their names on the wire."""
    return {
        name: cast(str, field.get("serialization_alias") or name)
        for name, field in fields["fields"].items()
        if field["schema"]["type"] == "default" and _is_anything(field["schema"])
    }


def _without_defaults(names: Dict[str, str]) -> Any:
    """Leaves out what is None because nobody gave it; a null that came, or was given, is sent."""

    def write(model: Any, handler: Any, info: Any) -> Any:
        written = handler(model)
        given = model.__pydantic_fields_set__
        for name, alias in names.items():
            key = alias if info.by_alias else name
            if name not in given and written.get(key, UNSET) is None:
                del written[key]
        return written

    return core_schema.wrap_serializer_function_ser_schema(write, info_arg=True)


def _unset_or(value: Any, validate: Callable[[Any], Any]) -> Any:
    return value if value is UNSET else validate(value)


def _without_unset(schema: Dict[str, Any]) -> Any:
    """The schema without the choice of UNSET; None where it has no such choice."""
    if schema["type"] == "nullable":
        inner = _without_unset(schema["schema"])
        return None if inner is None else {**schema, "schema": inner}
    if schema["type"] != "union":
        return None
    choices: List[Any] = schema["choices"]
    rest = [choice for choice in choices if not _is_unset(choice)]
    if len(rest) == len(choices):
        return None
    return rest[0] if len(rest) == 1 else {**schema, "choices": rest}


def _is_unset(choice: Any) -> bool:
    return (
        _is_node(choice) and choice["type"] == "is-instance" and choice["cls"] is Unset
    )


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
    text = next((choice for choice in plain if choice["type"] == "str"), None)
    if text is None:
        return
    in_form: List[Any] = []
    for choice in plain:
        meant = _resolved(choice, handler)
        form = _FORMS.get(meant["type"])
        if form is not None:
            in_form.append(_only_in_form(form, cast("CoreSchema", choice)))
        elif meant["type"] == "enum":
            # To pydantic a member of an enum is a lesser match than a text; a literal is not.
            members = core_schema.literal_schema(meant["members"])
            choice.clear()
            choice.update(members)
    if in_form:
        choices[:] = [
            choice
            for choice in plain
            if choice["type"] not in _FORMS and choice is not text
        ]
        choices.append(
            core_schema.union_schema([*in_form, cast(Any, text)], mode="left_to_right")
        )


def _resolved(schema: Any, handler: GetCoreSchemaHandler) -> Dict[str, Any]:
    try:
        return cast(Dict[str, Any], handler.resolve_ref_schema(schema))
    except LookupError:  # a model that is being built
        return cast(Dict[str, Any], schema)


def _only_in_form(form: Pattern[str], schema: CoreSchema) -> Any:
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
