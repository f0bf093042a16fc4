"""Open enums keep what they do not know."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, List, Literal, Optional, Union

import pydantic
import pytest

from sdk.types import BaseModel, UnrecognizedInt, UnrecognizedStr
from sdk.utils.enums import OpenEnumMeta
from sdk.utils.serializers import marshal_json, unmarshal, unmarshal_json


class Color(str, Enum, metaclass=OpenEnumMeta):
    RED = "red"
    GREEN = "green"


class Level(int, Enum, metaclass=OpenEnumMeta):
    LOW = 1


class Shape(str, Enum, metaclass=OpenEnumMeta):
    ROUND = "round"


class Closed(str, Enum):
    YES = "yes"


Size = Union[Literal["small", "large"], UnrecognizedStr]
Count = Union[Literal[1, 2], UnrecognizedInt]


class Paint(BaseModel):
    color: Optional[Color] = None

    colors: Optional[List[Color]] = None

    level: Optional[Level] = None

    size: Optional[Size] = None

    count: Optional[Count] = None

    look: Optional[Union[Color, Shape]] = None

    closed: Optional[Closed] = None

    loose: Optional[Union[Closed, str]] = None


@pytest.mark.parametrize(
    ("field", "plain", "value"),
    [
        ("color", "red", Color.RED),
        ("level", 1, Level.LOW),
        ("size", "small", "small"),
        ("count", 2, 2),
        ("look", "round", Shape.ROUND),
        ("loose", "yes", Closed.YES),
    ],
)
def test_known_values_are_members(field: str, plain: Any, value: Any) -> None:
    paint = unmarshal_json(json.dumps({field: plain}), Paint)
    assert getattr(paint, field) == value
    assert type(getattr(paint, field)) is type(value)
    assert json.loads(marshal_json(paint, Paint)) == {field: plain}


@pytest.mark.parametrize(
    ("field", "plain", "kind"),
    [
        ("color", "mauve", UnrecognizedStr),
        ("level", 7, UnrecognizedInt),
        ("size", "tiny", UnrecognizedStr),
        ("count", 9, UnrecognizedInt),
        ("look", "odd", UnrecognizedStr),
        ("loose", "maybe", str),
    ],
)
def test_unknown_values_are_kept_and_sent_back(
    field: str, plain: Any, kind: type
) -> None:
    paint = unmarshal_json(json.dumps({field: plain}), Paint)
    assert getattr(paint, field) == plain
    assert type(getattr(paint, field)) is kind
    assert json.loads(marshal_json(paint, Paint)) == {field: plain}
    assert unmarshal(paint.model_dump(), Paint) == paint


def test_lists_mix_both() -> None:
    paint = unmarshal_json('{"colors":["red","mauve"]}', Paint)
    assert paint.colors == [Color.RED, "mauve"]
    assert marshal_json(paint, Paint) == '{"colors":["red","mauve"]}'


def test_calling_the_enum() -> None:
    assert Color("red") is Color.RED
    assert isinstance(Color("mauve"), UnrecognizedStr)
    assert isinstance(Level(7), UnrecognizedInt)
    assert Color["RED"] is Color.RED
    assert list(Color) == [Color.RED, Color.GREEN]


@pytest.mark.parametrize(
    ("field", "plain"), [("color", 5), ("level", "x"), ("closed", "no"), ("size", 1)]
)
def test_values_of_another_type_are_errors(field: str, plain: Any) -> None:
    with pytest.raises(pydantic.ValidationError):
        unmarshal_json(json.dumps({field: plain}), Paint)


def test_in_python_a_member_or_its_value_can_be_given() -> None:
    assert Paint(color=Color.RED) == unmarshal({"color": "red"}, Paint)
    assert Paint(size=UnrecognizedStr("tiny")).size == "tiny"
