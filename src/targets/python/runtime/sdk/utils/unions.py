"""Unions that are told apart by a tag, and stay open for tags to come."""

from __future__ import annotations

from typing import (
    Any,
    Dict,
    Hashable,
    List,
    Mapping,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
    cast,
)

from pydantic import ValidationError
from pydantic_core import core_schema
from typing_extensions import get_args, get_origin

from ..types.basemodel import BaseModel
from .annotations import tag_text

M = TypeVar("M", bound=BaseModel)

_UNKNOWN = "(unknown)"
_UNTAGGED = "(untagged)"


def unknown_variant(model: Type[M]) -> Type[M]:
    """Class decorator: instances stand for what this version does not know, and are sent back as they came."""
    model.__sends_raw__ = True
    return model


class TaggedBy:
    """Annotation of a union: which of its members is meant stands in the property ``key``.

    ``Annotated[Union[Cat, Dog, UnknownPet], TaggedBy("petType", {"cat": Cat, "dog": Dog}, UnknownPet)]``

    A value without the tag is matched with the members as in a plain union. One with a tag that is not listed
    becomes the unknown class, where there is one, and else is an error.
    """

    __slots__ = ("_names", "key", "members", "unknown")

    def __init__(
        self,
        key: str,
        members: Mapping[str, Any],
        unknown: Optional[Type[BaseModel]] = None,
    ) -> None:
        self.key = key
        self.unknown = unknown
        self.members = members
        self._names: Optional[Tuple[str, ...]] = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        schemas = self._member_schemas(handler)
        tagged: Dict[Hashable, Any] = {
            tag: schemas[id(member)] for tag, member in self.members.items()
        }
        others: Dict[Hashable, Any] = {
            _UNTAGGED: core_schema.union_schema(self._untagged(source, handler)),
        }
        if self.unknown is not None:
            others[_UNKNOWN] = _unknown_schema(self.unknown, handler)
        return core_schema.json_or_python_schema(
            # What fits is told apart without calling Python; the rest is looked at in `_other`.
            json_schema=core_schema.union_schema(
                [
                    (
                        core_schema.tagged_union_schema(tagged, discriminator=self.key),
                        self.key,
                    ),
                    (
                        core_schema.tagged_union_schema(
                            others,
                            discriminator=self._other,
                            custom_error_type="known_tag",
                            custom_error_message=f"'{self.key}' is known, and says which member it has to be",
                        ),
                        "otherwise",
                    ),
                ],
                mode="left_to_right",
            ),
            python_schema=core_schema.tagged_union_schema(
                {**tagged, **others},
                discriminator=self._any,
                custom_error_type="unknown_tag",
                custom_error_message=f"'{self.key}' has to be one of: {', '.join(self.members)}",
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(_complete),
        )

    def _member_schemas(self, handler: Any) -> Dict[int, Any]:
        distinct = {id(member): member for member in self.members.values()}
        return {
            key: handler.generate_schema(member) for key, member in distinct.items()
        }

    def _untagged(self, source: Any, handler: Any) -> List[Any]:
        types: Tuple[Any, ...] = (
            get_args(source) if get_origin(source) is Union else (source,)
        )
        return [
            handler.generate_schema(member)
            for member in types
            if member is not self.unknown
        ]

    def _any(self, value: Any) -> Optional[str]:
        tag = self._tag(value)
        return tag if tag in self.members else self._other(value)

    def _other(self, value: Any) -> Optional[str]:
        if self.unknown is not None and isinstance(value, self.unknown):
            return _UNKNOWN
        tag = self._tag(value)
        if tag is None:
            return _UNTAGGED
        return (
            _UNKNOWN if tag not in self.members and self.unknown is not None else None
        )

    def _tag(self, value: Any) -> Optional[str]:
        if isinstance(value, Mapping):
            mapping = cast("Mapping[str, Any]", value)
            found = [mapping.get(name) for name in (self.key, *self._field_names())]
        else:
            found = [
                getattr(value, name, None) for name in (*self._field_names(), self.key)
            ]
        tags = [tag for tag in found if tag is not None]
        return tag_text(tags[0]) if tags else None

    def _field_names(self) -> Tuple[str, ...]:
        """How the members write the key in Python."""
        if self._names is None:
            names: List[str] = []
            for member in self.members.values():
                for name, field in getattr(member, "model_fields", {}).items():
                    if field.alias == self.key and name not in names:
                        names += [name, name.lower()]
            self._names = tuple(names)
        return self._names


def _complete(value: Any) -> Any:
    # A member can have been read as a part of this union without ever having been built for itself.
    if isinstance(value, BaseModel) and not value.__pydantic_complete__:
        type(value).model_rebuild()
    return value


def _unknown_schema(unknown: Type[BaseModel], handler: Any) -> Any:
    def keep(value: Any) -> Any:
        return value if isinstance(value, unknown) else {"raw": value}

    # Where several unions could keep a value, one that knows it is the better match.
    return core_schema.lax_or_strict_schema(
        lax_schema=core_schema.no_info_before_validator_function(
            keep, handler.generate_schema(unknown)
        ),
        strict_schema=core_schema.is_instance_schema(unknown),
    )


def parse_open_union(
    v: Any,
    *,
    disc_key: str,
    variants: Dict[str, Any],
    unknown_cls: type,
    union_name: str,
) -> Any:
    """The variant whose tag the data has, or ``unknown_cls(raw=v)`` where there is none of that tag."""
    if not isinstance(v, Mapping):
        return v
    data = cast("Mapping[str, Any]", v)
    tag = data.get(disc_key)
    variant = None if tag is None else variants.get(tag_text(tag))
    if variant is None:
        return unknown_cls(raw=v)
    from .serializers import unmarshal

    try:
        return unmarshal(data, variant)
    except ValidationError as error:
        raise ValueError(
            f"{union_name} with {disc_key} {tag!r} does not fit: {error}"
        ) from error
