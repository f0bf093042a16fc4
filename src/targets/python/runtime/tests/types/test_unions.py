"""Unions: told apart by a tag and open for new ones, or by the best match."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Dict, List, Literal, Optional, Union
from uuid import UUID

import pydantic
import pytest

from sdk.types import UNSET, BaseModel, OptionalNullable
from sdk.utils.serializers import marshal_json, unmarshal, unmarshal_json
from sdk.utils.unions import TaggedBy, parse_open_union, unknown_variant


class Cat(BaseModel):
    pet_type: Annotated[Literal["cat"], pydantic.Field(alias="petType")] = "cat"

    lives: int


class Dog(BaseModel):
    PET_TYPE: Annotated[Literal["dog"], pydantic.Field(alias="petType")] = "dog"

    barks: Optional[bool] = None

    friend: Optional[Pet] = None


@unknown_variant
class UnknownPet(BaseModel):
    pet_type: Literal["UNKNOWN"] = "UNKNOWN"

    raw: Any

    is_unknown: Literal[True] = True


Pet = Annotated[
    Union[Cat, Dog, UnknownPet],
    TaggedBy("petType", {"cat": Cat, "dog": Dog}, UnknownPet),
]


class Car(BaseModel):
    pet_type: Annotated[str, pydantic.Field(alias="petType")]

    wheels: int


Vehicle = Annotated[Union[Car], TaggedBy("petType", {"car": Car, "truck": Car})]


class Home(BaseModel):
    pet: Optional[Pet] = None

    pets: Optional[List[Pet]] = None

    by_name: Optional[Dict[str, Pet]] = None

    maybe: OptionalNullable[Pet] = UNSET

    vehicle: Optional[Vehicle] = None

    either: Optional[Union[Pet, Vehicle]] = None


TAGGED = [
    ({"petType": "cat", "lives": 9}, Cat),
    ({"petType": "dog", "barks": True}, Dog),
    (
        {
            "petType": "dog",
            "friend": {"petType": "dog", "friend": {"petType": "newt", "x": [1, None]}},
        },
        Dog,
    ),
    ({"petType": "newt", "wet": True, "deep": {"a": [None]}}, UnknownPet),
    ({"petType": 7}, UnknownPet),
]


@pytest.mark.parametrize(("plain", "kind"), TAGGED)
def test_the_tag_decides_and_everything_is_sent_back(plain: Any, kind: type) -> None:
    for where in (
        {"pet": plain},
        {"maybe": plain},
        {"pets": [plain, plain]},
        {"by_name": {"a": plain}},
    ):
        home = unmarshal_json(json.dumps(where), Home)
        assert json.loads(marshal_json(home, Home)) == where
        assert unmarshal(where, Home) == home
        assert unmarshal(home.model_dump(), Home) == home
    assert type(unmarshal_json(json.dumps(plain), Pet)) is kind


def test_an_unknown_variant_shows_what_came() -> None:
    pet = unmarshal_json('{"petType":"newt","wet":true}', Pet)
    assert pet.is_unknown
    assert pet.raw == {"petType": "newt", "wet": True}
    assert unmarshal(pet, Pet) is pet


def test_null_and_absence_of_a_union() -> None:
    home = unmarshal_json('{"maybe":null}', Home)
    assert home.maybe is None
    assert marshal_json(home, Home) == '{"maybe":null}'
    assert marshal_json(Home(), Home) == "{}"


@pytest.mark.parametrize(
    "read", [lambda value: unmarshal_json(json.dumps(value), Home), Home.model_validate]
)
def test_a_known_tag_with_a_body_that_does_not_fit_is_an_error_that_says_where(
    read: Any,
) -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        read({"pet": {"petType": "cat"}})
    assert caught.value.errors()[0]["loc"][-2:] == ("cat", "lives")


@pytest.mark.parametrize(
    "read", [lambda value: unmarshal_json(json.dumps(value), Home), Home.model_validate]
)
def test_a_value_without_a_tag_is_matched_by_its_shape(read: Any) -> None:
    assert read({"pet": {"lives": 3}}).pet == Cat(lives=3)
    assert read({"pet": {"barks": True}}).pet == Dog(barks=True)
    with pytest.raises(pydantic.ValidationError):
        read({"pet": 5})


def test_a_dict_by_python_names_and_a_model_can_be_given() -> None:
    assert unmarshal({"pet": {"pet_type": "cat", "lives": 1}}, Home).pet == Cat(lives=1)
    assert unmarshal({"pet": {"pet_type": "dog"}}, Home).pet == Dog()
    dog = Dog(barks=False)
    assert Home(pet=dog).pet is dog
    assert (
        marshal_json(Home(pet=dog), Home) == '{"pet":{"petType":"dog","barks":false}}'
    )


@pytest.mark.parametrize(
    "read", [lambda value: unmarshal_json(json.dumps(value), Home), Home.model_validate]
)
def test_a_closed_union_refuses_unknown_tags(read: Any) -> None:
    assert read({"vehicle": {"petType": "truck", "wheels": 6}}).vehicle == Car(
        pet_type="truck", wheels=6
    )
    with pytest.raises(pydantic.ValidationError):
        read({"vehicle": {"petType": "boat", "wheels": 0}})


def test_a_union_of_unions_prefers_the_one_that_knows_the_tag() -> None:
    assert unmarshal_json(
        '{"either":{"petType":"car","wheels":4}}', Home
    ).either == Car(pet_type="car", wheels=4)
    assert unmarshal_json('{"either":{"petType":"cat","lives":4}}', Home).either == Cat(
        lives=4
    )


def test_a_member_that_was_only_ever_read_as_part_of_the_union_can_be_written() -> None:
    class Fresh(BaseModel):
        kind: Literal["fresh"] = "fresh"

    union = Annotated[Union[Fresh, Cat], TaggedBy("kind", {"fresh": Fresh})]
    value = unmarshal_json('[{"kind":"fresh"}]', List[union])  # type: ignore[valid-type]
    assert marshal_json(value, List[union]) == '[{"kind":"fresh"}]'  # type: ignore[valid-type]


# --- The best match --------------------------------------------------------------------------------------


class Small(BaseModel):
    a: Optional[int] = None


class Large(BaseModel):
    a: Optional[int] = None

    b: Optional[str] = None


class Nested(BaseModel):
    inner: Optional[Union[Small, Large]] = None


class Holder(BaseModel):
    model: Optional[Union[Small, Large]] = None

    nested: Optional[Union[Nested, Small]] = None

    number: Optional[Union[float, int]] = None

    text: Optional[Union[int, str]] = None

    listed: Optional[Union[List[int], List[str]]] = None

    flag: Optional[Union[str, bool]] = None

    when: Optional[Union[date, datetime, str]] = None

    id: Optional[Union[UUID, str]] = None

    mixed: Optional[Union[Small, str, List[Large]]] = None


@pytest.mark.parametrize(
    ("field", "plain", "value"),
    [
        ("model", {"a": 1}, Small(a=1)),
        ("model", {"a": 1, "b": "x"}, Large(a=1, b="x")),
        ("nested", {"inner": {"a": 1, "b": "x"}}, Nested(inner=Large(a=1, b="x"))),
        ("nested", {"a": 1}, Small(a=1)),
        ("number", 1, 1),
        ("number", 1.5, 1.5),
        ("text", "12", "12"),
        ("text", 12, 12),
        ("listed", ["1"], ["1"]),
        ("listed", [1], [1]),
        ("flag", True, True),
        ("flag", "true", "true"),
        ("when", "2024-02-29", date(2024, 2, 29)),
        (
            "when",
            "2024-02-29T00:00:00Z",
            datetime.fromisoformat("2024-02-29T00:00:00+00:00"),
        ),
        ("when", "1709164800", "1709164800"),
        ("when", "yesterday", "yesterday"),
        (
            "id",
            "123e4567-e89b-12d3-a456-426614174000",
            UUID("123e4567-e89b-12d3-a456-426614174000"),
        ),
        ("id", "123e4567e89b12d3a456426614174000", "123e4567e89b12d3a456426614174000"),
        ("mixed", [{"b": "x"}], [Large(b="x")]),
    ],
)
def test_the_best_match_is_taken_and_not_the_first(
    field: str, plain: Any, value: Any
) -> None:
    holder = unmarshal_json(json.dumps({field: plain}), Holder)
    assert getattr(holder, field) == value
    assert type(getattr(holder, field)) is type(value)
    assert json.loads(marshal_json(holder, Holder)) == {field: plain}


# --- parse_open_union ------------------------------------------------------------------------------------


def test_parse_open_union() -> None:
    facts: Dict[str, Any] = {
        "disc_key": "petType",
        "variants": {"cat": Cat},
        "unknown_cls": UnknownPet,
        "union_name": "Pet",
    }
    assert parse_open_union({"petType": "cat", "lives": 1}, **facts) == Cat(lives=1)
    assert parse_open_union({"petType": "cow"}, **facts) == UnknownPet(
        raw={"petType": "cow"}
    )
    assert parse_open_union(Cat(lives=1), **facts) == Cat(lives=1)
    with pytest.raises(ValueError, match="Pet with petType 'cat' does not fit"):
        parse_open_union({"petType": "cat"}, **facts)


def test_decimals_in_members_keep_their_digits() -> None:
    from test_scalars import DecimalNumber

    class Price(BaseModel):
        kind: Literal["price"] = "price"

        amount: DecimalNumber

    union = Annotated[Union[Price, Cat], TaggedBy("kind", {"price": Price})]
    raw = '{"kind":"price","amount":0.12345678901234567890}'
    value = unmarshal_json(raw, union)
    assert value.amount == Decimal("0.12345678901234567890")
    assert marshal_json(value, union) == raw
