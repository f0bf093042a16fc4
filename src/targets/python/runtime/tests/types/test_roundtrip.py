"""Whatever a schema admits comes back as it was: parse(x), serialized, is x."""

from __future__ import annotations

import json
import random
import string
from decimal import Decimal
from typing import Annotated, Any, Callable, Dict, List, Literal, Optional, Union

import pydantic
import pytest
from test_enums import Color, Level, Size
from test_scalars import DecimalNumber, DecimalText, IntText
from test_unions import Pet

from sdk.types import UNSET, BaseModel, Nullable, OptionalNullable, UnrecognizedStr
from sdk.utils.decimals import ExactFloat, loads
from sdk.utils.serializers import marshal_json, unmarshal, unmarshal_json

Maker = Callable[[random.Random], Any]
"""Makes a plain value that a type admits."""


def text(rng: random.Random) -> str:
    return "".join(
        rng.choice(string.printable + "äß漢😀\u2028") for _ in range(rng.randrange(12))
    )


def digits(rng: random.Random, most: int = 30) -> str:
    return str(rng.randrange(10 ** rng.randrange(1, most)))


def fraction(rng: random.Random) -> str:
    return f"{'-' * rng.randrange(2)}{digits(rng)}.{digits(rng)}"


def moment(rng: random.Random) -> str:
    offset = rng.choice(["Z", "+02:00", "-05:30"])
    return f"20{rng.randrange(10, 99)}-0{rng.randrange(1, 9)}-1{rng.randrange(9)}T0{rng.randrange(9)}:30:00{offset}"


def maybe(make: Maker) -> Maker:
    return lambda rng: None if rng.random() < 0.3 else make(rng)


def listed(make: Maker) -> Maker:
    return lambda rng: [make(rng) for _ in range(rng.randrange(3))]


def mapped(make: Maker) -> Maker:
    return lambda rng: {text(rng): make(rng) for _ in range(rng.randrange(3))}


def anything(rng: random.Random) -> Any:
    leaf = [None, True, 1, 1.5, "x"]
    return rng.choice([*leaf, [rng.choice(leaf)], {"a": rng.choice(leaf)}])


def pet(rng: random.Random) -> Any:
    cat = {"petType": "cat", "lives": rng.randrange(9)}
    other = {"petType": text(rng) + "?", "more": anything(rng)}
    return rng.choice(
        [cat, other, {"petType": "dog", "friend": rng.choice([cat, other])}]
    )


class Everything(BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    __pydantic_extra__: Dict[str, List[int]] = pydantic.Field(init=False)

    id: str

    required_null: Annotated[Nullable[int], pydantic.Field(alias="requiredNull")]

    kind: Literal["all"] = "all"

    flag: Optional[bool] = None

    number: Optional[float] = None

    big: Optional[int] = None

    big_text: Annotated[Optional[IntText], pydantic.Field(alias="bigText")] = None

    exact: Optional[DecimalNumber] = None

    exact_text: Annotated[Optional[DecimalText], pydantic.Field(alias="exactText")] = (
        None
    )

    note: OptionalNullable[str] = UNSET

    at: OptionalNullable["datetime.datetime"] = UNSET

    day: Optional["datetime.date"] = None

    color: Optional[Color] = None

    level: Optional[Level] = None

    size: Optional[Size] = None

    pets: Optional[List[Pet]] = None

    by_name: Annotated[
        OptionalNullable[Dict[str, Nullable[Everything]]],
        pydantic.Field(alias="byName"),
    ] = UNSET

    mixed: Optional[Union[bool, int, str, List[str]]] = None

    free: OptionalNullable[Any] = UNSET


import datetime  # noqa: E402  (annotations are resolved at the first build)


def everything(rng: random.Random, depth: int = 0) -> Dict[str, Any]:
    optional: Dict[str, Maker] = {
        "flag": lambda rng: rng.random() < 0.5,
        "number": lambda rng: rng.uniform(-1e6, 1e6),
        "big": lambda rng: int(digits(rng)),
        "bigText": lambda rng: digits(rng),
        "exact": lambda rng: ExactFloat(fraction(rng)),
        "exactText": lambda rng: fraction(rng),
        "note": maybe(text),
        "at": maybe(moment),
        "day": lambda rng: moment(rng)[:10],
        "color": lambda rng: rng.choice(["red", text(rng)]),
        "level": lambda rng: rng.randrange(3),
        "size": lambda rng: rng.choice(["small", text(rng)]),
        "pets": listed(pet),
        "mixed": lambda rng: rng.choice([True, 5, "5", ["a"]]),
        "free": anything,
        "extra one": listed(lambda rng: rng.randrange(5)),
    }
    if depth < 2:
        optional["byName"] = maybe(
            mapped(maybe(lambda rng: everything(rng, depth + 1)))
        )
    plain = {"id": text(rng), "requiredNull": rng.choice([None, 3]), "kind": "all"}
    plain.update(
        {name: make(rng) for name, make in optional.items() if rng.random() < 0.5}
    )
    return plain


def written(plain: Any) -> str:
    """JSON text in which numbers that remember their digits are written with them."""
    if isinstance(plain, ExactFloat):
        return plain.text
    if isinstance(plain, dict):
        return (
            "{"
            + ",".join(
                f"{json.dumps(key)}:{written(value)}" for key, value in plain.items()
            )
            + "}"
        )
    if isinstance(plain, list):
        return "[" + ",".join(map(written, plain)) + "]"
    return json.dumps(plain)


def digits_kept(raw: str) -> Any:
    """Plain data to compare: numbers with a fraction by their digits."""
    return json.loads(raw, parse_float=Decimal)


@pytest.mark.parametrize("seed", range(200))
def test_every_value_comes_back(seed: int) -> None:
    raw = written(everything(random.Random(seed)))
    value = unmarshal_json(raw, Everything)
    assert digits_kept(marshal_json(value, Everything)) == digits_kept(raw)
    assert unmarshal(value.model_dump(), Everything) == value
    assert unmarshal(value.model_dump(by_alias=True), Everything) == value
    assert unmarshal(loads(raw), Everything) == value
    assert Everything.model_validate_json(value.model_dump_json(by_alias=True)) == value


def test_unrecognized_values_are_marked() -> None:
    assert isinstance(
        unmarshal_json('{"id":"","requiredNull":1,"size":"?"}', Everything).size,
        UnrecognizedStr,
    )
