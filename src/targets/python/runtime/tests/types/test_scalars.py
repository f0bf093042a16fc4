"""Numbers, times and files: nothing is lost, and what is sent is what the formats ask for."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import IO, Annotated, Any, List, Optional, Union
from uuid import UUID

import pydantic
import pytest
from pydantic import BeforeValidator, PlainSerializer

from sdk.types import Base64EncodedString, BaseModel
from sdk.utils.serializers import (
    marshal_json,
    serialize_decimal,
    serialize_float,
    serialize_int,
    unmarshal_json,
    validate_decimal,
    validate_float,
    validate_int,
)

DecimalNumber = Annotated[
    Decimal,
    BeforeValidator(validate_decimal),
    PlainSerializer(serialize_decimal(False)),
]
DecimalText = Annotated[
    Decimal, BeforeValidator(validate_decimal), PlainSerializer(serialize_decimal(True))
]
IntText = Annotated[
    int, BeforeValidator(validate_int), PlainSerializer(serialize_int(True))
]
FloatText = Annotated[
    float, BeforeValidator(validate_float), PlainSerializer(serialize_float(True))
]


class Money(BaseModel):
    number: Optional[DecimalNumber] = None

    text: Optional[DecimalText] = None

    many: Optional[List[DecimalNumber]] = None

    big: Optional[int] = None

    big_text: Optional[IntText] = None

    ratio: Optional[FloatText] = None

    anything: Any = None


@pytest.mark.parametrize(
    "written",
    [
        "1.10",
        "0.1234567890123456789012345678901",
        "-3.14",
        "12345678901234567890.5",
        "1E+400",
        "0",
        "1e-7",
        "100",
    ],
)
def test_a_decimal_keeps_its_digits_as_a_number(written: str) -> None:
    money = unmarshal_json(f'{{"number":{written},"many":[{written}]}}', Money)
    assert money.number == Decimal(written)
    sent = json.loads(
        marshal_json(money, Money), parse_float=Decimal, parse_int=Decimal
    )
    assert sent["number"] == Decimal(written)
    assert sent["many"] == [Decimal(written)]


def test_a_decimal_is_written_as_a_number_digit_for_digit() -> None:
    money = Money(number=Decimal("1.10"), many=[Decimal("0.30")], anything="9.90")
    assert (
        marshal_json(money, Money) == '{"number":1.10,"many":[0.30],"anything":"9.90"}'
    )
    assert money.model_dump_json() == '{"number":1.10,"many":[0.30],"anything":"9.90"}'
    assert Money.model_validate_json(
        '{"number":0.1234567890123456789}'
    ).number == Decimal("0.1234567890123456789")


def test_a_decimal_as_text_stays_text() -> None:
    money = unmarshal_json('{"text":"1.10"}', Money)
    assert money.text == Decimal("1.10")
    assert marshal_json(money, Money) == '{"text":"1.10"}'


def test_in_python_decimals_stay_decimals() -> None:
    assert Money(number=Decimal("1.5"), big_text=3).model_dump(exclude_unset=True) == {
        "number": Decimal("1.5"),
        "big_text": 3,
    }


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_a_decimal_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="finite"):
        Money(number=Decimal(value))
    unchecked = Money.model_construct(number=Decimal(value))
    with pytest.raises(ValueError, match="cannot be written as a JSON number"):
        marshal_json(unchecked, Money)


def test_what_is_no_decimal_says_so() -> None:
    with pytest.raises(pydantic.ValidationError, match="not a decimal number: 'ten'"):
        unmarshal_json('{"number":"ten"}', Money)


def test_big_integers_as_numbers_and_as_text() -> None:
    big = 123456789012345678901234567890
    raw = f'{{"big":{big},"big_text":"{big}"}}'
    money = unmarshal_json(raw, Money)
    assert (money.big, money.big_text) == (big, big)
    assert marshal_json(money, Money) == raw
    assert unmarshal_json(f'{{"big_text":{big}}}', Money).big_text == big


def test_a_float_as_text() -> None:
    money = unmarshal_json('{"ratio":"0.5"}', Money)
    assert money.ratio == 0.5
    assert marshal_json(money, Money) == '{"ratio":"0.5"}'


class Times(BaseModel):
    at: Optional[datetime] = None

    history: Optional[List[datetime]] = None

    day: Optional[date] = None

    clock: Optional[time] = None

    span: Optional[timedelta] = None

    id: Optional[UUID] = None


@pytest.mark.parametrize(
    ("written", "meant", "sent"),
    [
        (
            "2024-02-29T12:00:00Z",
            datetime(2024, 2, 29, 12, tzinfo=timezone.utc),
            "2024-02-29T12:00:00Z",
        ),
        (
            "2024-02-29T12:00:00+02:00",
            datetime(2024, 2, 29, 12, tzinfo=timezone(timedelta(hours=2))),
            "2024-02-29T12:00:00+02:00",
        ),
        (
            "2024-02-29T12:00:00.25-05:30",
            datetime(
                2024,
                2,
                29,
                12,
                0,
                0,
                250000,
                tzinfo=timezone(-timedelta(hours=5, minutes=30)),
            ),
            "2024-02-29T12:00:00.250000-05:30",
        ),
    ],
)
def test_date_times_keep_their_offset_and_fraction(
    written: str, meant: datetime, sent: str
) -> None:
    times = unmarshal_json(json.dumps({"at": written, "history": [written]}), Times)
    assert times.at == meant
    assert times.at is not None
    assert times.at.utcoffset() == meant.utcoffset()
    assert json.loads(marshal_json(times, Times)) == {"at": sent, "history": [sent]}


def test_a_date_time_without_an_offset_is_sent_as_utc() -> None:
    times = Times(at=datetime(2024, 1, 1), history=[datetime(2024, 1, 2, 3)])
    assert json.loads(marshal_json(times, Times)) == {
        "at": "2024-01-01T00:00:00Z",
        "history": ["2024-01-02T03:00:00Z"],
    }
    assert times.model_dump()["at"] == datetime(2024, 1, 1)


@pytest.mark.parametrize(
    "plain",
    [
        {"day": "2024-02-29"},
        {"clock": "12:30:00"},
        {"span": "P3DT2H30M"},
        {"id": "123e4567-e89b-12d3-a456-426614174000"},
    ],
)
def test_dates_times_durations_and_ids_come_back_as_they_were(plain: Any) -> None:
    assert (
        json.loads(marshal_json(unmarshal_json(json.dumps(plain), Times), Times))
        == plain
    )


class Upload(BaseModel):
    content: Union[bytes, IO[bytes], io.BufferedReader]

    encoded: Optional[Base64EncodedString] = None


def test_any_open_file_is_taken(tmp_path: Path) -> None:
    stream = io.BytesIO(b"abc")
    assert Upload(content=stream).content is stream
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    with path.open("rb") as file:
        assert Upload(content=file).content is file
    assert Upload(content=b"abc").content == b"abc"
    with pytest.raises(pydantic.ValidationError, match="not an open file"):
        Upload.model_validate({"content": 5})


def test_base64_is_encoded_from_bytes_files_and_paths(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    for given in (b"abc", io.BytesIO(b"abc"), path, "YWJj"):
        assert (
            Upload.model_validate({"content": b"", "encoded": given}).encoded == "YWJj"
        )
    with pytest.raises(pydantic.ValidationError, match="binary mode"):
        Upload.model_validate({"content": b"", "encoded": io.StringIO("abc")})
