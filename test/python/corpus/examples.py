"""Makes values for annotations, as a caller would: models from their fields, the first of several choices."""

from __future__ import annotations

import datetime
import io
import sys
import typing
import uuid
from decimal import Decimal
from enum import Enum
from typing import Any, Dict, List, Mapping, Tuple, Type, Union

from pydantic import BaseModel
from typing_extensions import Annotated, Literal, TypeAliasType, get_args, get_origin, is_typeddict

DEPTH = 4
"""So deep optional fields are given; below only what is required."""

PLAIN: Dict[Any, Any] = {
    str: "text",
    int: 7,
    float: 1.5,
    bool: True,
    bytes: b"bytes",
    object: "object",
    dict: {},
    list: [],
    datetime.datetime: datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc),
    datetime.date: datetime.date(2024, 2, 29),
    datetime.timedelta: datetime.timedelta(minutes=5),
    uuid.UUID: uuid.UUID(int=7),
    Decimal: Decimal("1.25"),
    Any: "anything",
    type(None): None,
}


class Examples:
    """Values by annotation; a model is made once for each depth."""

    def __init__(self) -> None:
        self.made: Dict[Tuple[type, int], BaseModel] = {}
        self.path: List[type] = []

    def value(self, annotation: Any, names: Mapping[str, Any], depth: int = 0) -> Any:
        """An example of the type; ``names`` resolve what stands in quotes."""
        if isinstance(annotation, (str, typing.ForwardRef)):
            text = annotation if isinstance(annotation, str) else annotation.__forward_arg__
            return self.value(eval(text, {}, names), names, depth)
        if isinstance(annotation, TypeAliasType):
            return self.value(annotation.__value__, vars(sys.modules[annotation.__module__]), depth)
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            made = self.value(arguments[0], names, depth)
            return tagged(made, arguments[1:])
        if origin is Literal:
            return arguments[0]
        if origin is Union:
            return self.choice(arguments, names, depth)
        if origin is list:
            return self.items(arguments[0], names, depth)
        if origin is dict:
            return {f"key{at}": item for at, item in enumerate(self.items(arguments[1], names, depth))}
        if origin is not None and issubclass(origin, typing.IO):
            return io.BytesIO(b"file")
        return self.instance(annotation, depth)

    def items(self, annotation: Any, names: Mapping[str, Any], depth: int) -> List[Any]:
        try:
            return [] if depth > DEPTH else [self.value(annotation, names, depth + 1)]
        except RecursionError:
            return []

    def choice(self, members: Tuple[Any, ...], names: Mapping[str, Any], depth: int) -> Any:
        """The first member that does not need what is being made."""
        can_be_none = type(None) in members
        if can_be_none and depth > DEPTH:
            return None
        for member in members:
            if member is type(None) or is_typeddict(member):
                continue
            try:
                return self.value(member, names, depth)
            except RecursionError:
                continue
        if can_be_none:
            return None
        raise RecursionError(f"each of {members} needs itself")

    def instance(self, kind: Any, depth: int) -> Any:
        if kind in PLAIN:
            return PLAIN[kind]
        if issubclass(kind, Enum):
            return next(iter(kind))
        if issubclass(kind, BaseModel):
            return self.model(kind, depth)
        if issubclass(kind, (io.IOBase, typing.IO)):
            return io.BufferedReader(io.BytesIO(b"file"))  # type: ignore[arg-type]
        return kind()

    def model(self, kind: Type[BaseModel], depth: int) -> BaseModel:
        known = self.made.get((kind, depth))
        if known is not None:
            return known
        if kind in self.path:
            raise RecursionError(f"{kind.__name__} needs itself")
        self.path.append(kind)
        kind.model_rebuild()
        names = vars(sys.modules[kind.__module__])
        try:
            given = {
                name: self.value(field.annotation, names, depth + 1)
                for name, field in kind.model_fields.items()
                if name != "next" and (field.is_required() or depth < DEPTH)
            }
            made = kind(**given)
        except RecursionError:
            raise
        except Exception as error:
            raise ValueError(f"{kind.__module__}.{kind.__name__} refuses {given!r:.300}: {error}") from error
        finally:
            self.path.pop()
        self.made[kind, depth] = made
        return made


def tagged(made: Any, facts: Tuple[Any, ...]) -> Any:
    """A member of a union whose tag is free text, with the tag that names it."""
    for fact in facts:
        tags = [tag for tag, member in getattr(fact, "members", {}).items() if member is type(made)]
        for name, field in type(made).model_fields.items() if tags else ():
            if (field.alias or name) == fact.key and str(getattr(made, name)) not in tags:
                return type(made)(**{**dict(made), name: tags[0]})
    return made


def as_dicts(value: Any) -> Any:
    """The same with a dict, under Python names, for every model."""
    if isinstance(value, BaseModel):
        fields = {
            name: getattr(value, name) for name in value.model_fields_set if name in type(value).model_fields
        }
        return {name: as_dicts(item) for name, item in fields.items()}
    if isinstance(value, list):
        return [as_dicts(item) for item in value]
    if isinstance(value, dict):
        return {name: as_dicts(item) for name, item in value.items()}
    return value
