"""What values become, in both directions: what is parsed and sent back is what came."""

from __future__ import annotations

import datetime
import inspect
import json
from decimal import Decimal
from typing import Any, Callable
from uuid import UUID

import pytest
from callers import Caller, Reply


def parse(call: Caller, method: str, text: str, **arguments: Any) -> Any:
    """What the caller gets for a body."""
    call.server.reply("*", Reply(body=text.encode(), type="application/json"))
    return call(f"types.{method}", **(arguments or {"request": {}}))


def echo(call: Caller, method: str, text: str, **arguments: Any) -> str:
    """A body that came, as it is sent back."""
    got = parse(call, method, text, **arguments)
    if arguments:
        taken = inspect.signature(call.method(f"types.{method}")).parameters
        values = {name if name in taken else f"{name}_": value for name, value in got}
        arguments = {name: value for name, value in values.items() if name in taken}
    else:
        arguments = {"request": got}
    call(f"types.{method}", **arguments)
    return call.server.last.body.decode()


# --- Optional, nullable, both ----------------------------------------------------------------------------

STATES = [
    '{"required":"a","nullable":null}',
    '{"required":"a","nullable":"b"}',
    '{"required":"a","nullable":null,"optional":"o"}',
    '{"required":"a","nullable":null,"both":null}',
    '{"required":"a","nullable":null,"both":"b"}',
    '{"required":"a","nullable":null,"child":null}',
    '{"required":"a","nullable":null,"child":{"required":"c","nullable":null,"both":null}}',
]


@pytest.mark.parametrize("text", STATES)
def test_states_come_back(call: Caller, text: str) -> None:
    assert echo(call, "states", text, required="", nullable=None) == text


def test_unset_is_not_null(call: Caller) -> None:
    from conformance.types import UNSET  # type: ignore[import-not-found]

    unset = parse(call, "states", STATES[0], required="", nullable=None)
    null = parse(call, "states", STATES[3], required="", nullable=None)
    assert unset.both is UNSET and unset.optional is None and not unset.both
    assert null.both is None


def test_a_required_field_is_asked_for(call: Caller) -> None:
    with pytest.raises(TypeError, match="nullable"):
        call("types.states", required="a")


def test_const_is_never_asked_for(call: Caller) -> None:
    thing = call.models.Everything(required="a", nullable=None)
    assert (thing.kind, thing.version) == ("thing", 2)
    with pytest.raises(TypeError, match="kind"):
        call("types.everything", required="a", nullable=None, kind="thing")


def test_const_that_is_another_does_not_fit(call: Caller) -> None:
    with pytest.raises(call.errors.ResponseValidationError, match="kind"):
        parse(call, "everything", '{"required":"a","nullable":null,"kind":"x"}', required="", nullable=None)


# --- Numbers ---------------------------------------------------------------------------------------------

BIG = "123456789012345678901234567890"
NUMBERS: Any = [
    # text, field, value
    ('{"integer":9007199254740993}', "integer", 9007199254740993),
    ('{"float":0.1}', "float_", 0.1),
    ('{"float":1e300}', "float_", 1e300),
    ('{"float":3}', "float_", 3.0),
    (f'{{"bigNumber":{BIG}}}', "big_number", int(BIG)),
    (f'{{"bigText":"{BIG}"}}', "big_text", int(BIG)),
    ('{"bigText":"-1"}', "big_text", -1),
    ('{"decimalNumber":0.1}', "decimal_number", Decimal("0.1")),
    ('{"decimalNumber":1.10}', "decimal_number", Decimal("1.10")),
    ('{"decimalNumber":12345678901234567890.12}', "decimal_number", Decimal("12345678901234567890.12")),
    ('{"decimalNumber":0.1000000000000000055511151231257827}', "decimal_number", None),
    ('{"decimalText":"1.10"}', "decimal_text", Decimal("1.10")),
    (f'{{"decimalText":"{BIG}.{BIG}"}}', "decimal_text", Decimal(f"{BIG}.{BIG}")),
    ('{"decimals":[1.10,2.20,3]}', "decimals", [Decimal("1.10"), Decimal("2.20"), Decimal(3)]),
    ('{"floatText":"0.5"}', "float_text", 0.5),
]


@pytest.mark.parametrize(("text", "name", "value"), NUMBERS)
def test_numbers_keep_their_digits(call: Caller, text: str, name: str, value: Any) -> None:
    got = getattr(parse(call, "numbers", text), name)
    if value is not None:
        assert got == value and type(got) is type(value) and str(got) == str(value)
    again = echo(call, "numbers", text)
    assert again == text or json.loads(again, parse_float=Decimal) == json.loads(text, parse_float=Decimal)


def test_a_decimal_never_goes_through_a_float(call: Caller) -> None:
    text = '{"decimalNumber":0.1000000000000000055511151231257827}'
    assert echo(call, "numbers", text) == text


# --- Times, ids, bytes -----------------------------------------------------------------------------------

UTC = datetime.timezone.utc
TIMES: Any = [
    ('{"day":"2024-02-29"}', "day", datetime.date(2024, 2, 29)),
    ('{"moment":"2024-02-29T12:30:00Z"}', "moment", datetime.datetime(2024, 2, 29, 12, 30, tzinfo=UTC)),
    (
        '{"moment":"2024-02-29T12:30:00+05:30"}',
        "moment",
        datetime.datetime(
            2024, 2, 29, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30))
        ),
    ),
    (
        '{"moment":"2024-02-29T12:30:00.123456Z"}',
        "moment",
        datetime.datetime(2024, 2, 29, 12, 30, 0, 123456, UTC),
    ),
    ('{"clock":"12:30:00"}', "clock", "12:30:00"),
    ('{"span":"P1DT2H"}', "span", datetime.timedelta(days=1, hours=2)),
    ('{"span":"PT0.5S"}', "span", datetime.timedelta(seconds=0.5)),
    (
        '{"id":"0c1d2e3f-0000-4000-8000-00000000abcd"}',
        "id",
        UUID("0c1d2e3f-0000-4000-8000-00000000abcd"),
    ),
    ('{"bytes":"aGVsbG8="}', "bytes_", "aGVsbG8="),
]


@pytest.mark.parametrize(("text", "name", "value"), TIMES)
def test_times_ids_and_bytes(call: Caller, text: str, name: str, value: Any) -> None:
    got = getattr(parse(call, "times", text), name)
    assert got == value and type(got) is type(value)
    assert echo(call, "times", text) == text


def test_a_moment_keeps_its_offset(call: Caller) -> None:
    got = parse(call, "times", '{"moment":"2024-02-29T12:30:00+05:30"}')
    assert got.moment.utcoffset() == datetime.timedelta(hours=5, minutes=30)


def test_a_moment_without_offset_is_sent_as_utc(call: Caller) -> None:
    call.server.reply("*", Reply(json={}))
    call("types.times", request={"moment": datetime.datetime(2024, 1, 1)})
    assert call.server.last.json() == {"moment": "2024-01-01T00:00:00Z"}


# --- Unions ----------------------------------------------------------------------------------------------

UNIONS: Any = [
    # text, field, class that it becomes
    ('{"mapped":{"shape":"round","radius":1.5}}', "mapped", "Circle"),
    ('{"mapped":{"shape":"edgy","side":2.5}}', "mapped", "Square"),
    ('{"mapped":{"shape":"star","points":[5,{"a":null}]}}', "mapped", "UnknownMapped"),
    ('{"implicit":{"shape":"Square","side":2.5}}', "implicit", "Square"),
    ('{"implicit":{"shape":"Blob","x":1}}', "implicit", "UnknownImplicit"),
    ('{"inferred":{"type":"cat","lives":9}}', "inferred", "Cat"),
    ('{"inferred":{"type":"dog","good":true}}', "inferred", "Dog"),
    ('{"inferred":{"type":"emu","tall":true}}', "inferred", "UnknownInferred"),
    ('{"nullable":null}', "nullable", "NoneType"),
    ('{"nullable":{"type":"dog"}}', "nullable", "Dog"),
    ('{"overlapping":{"a":"1"}}', "overlapping", "Small"),
    ('{"overlapping":{"a":"1","b":"2"}}', "overlapping", "Large"),
    ('{"overlapping":{"a":"1","b":"2","c":3}}', "overlapping", "Large"),
    ('{"primitive":"1"}', "primitive", "str"),
    ('{"primitive":1}', "primitive", "int"),
    ('{"primitive":true}', "primitive", "bool"),
    ('{"numeric":1}', "numeric", "int"),
    ('{"numeric":1.5}', "numeric", "float"),
    ('{"numeric":"1"}', "numeric", "str"),
    ('{"listed":"a"}', "listed", "str"),
    ('{"listed":["a"]}', "listed", "list"),
    ('{"moments":"2024-01-01T00:00:00Z"}', "moments", "datetime"),
    ('{"moments":"soon"}', "moments", "str"),
    ('{"nested":{"type":"cat"}}', "nested", "Cat"),
    ('{"nested":{"shape":"round","radius":1.5}}', "nested", "Circle"),
    ('{"many":[{"type":"cat"},{"type":"emu","n":1},{"type":"dog"}]}', "many", "list"),
    ('{"byName":{"a":{"type":"cat"},"b":{"type":"emu"}}}', "by_name", "dict"),
]


@pytest.mark.parametrize(("text", "name", "kind"), UNIONS)
def test_unions(call: Caller, text: str, name: str, kind: str) -> None:
    assert type(getattr(parse(call, "unions", text), name)).__name__ == kind
    assert echo(call, "unions", text) == text


def test_an_unknown_variant_shows_what_it_is(call: Caller) -> None:
    got = parse(call, "unions", '{"inferred":{"type":"emu","tall":true}}').inferred
    assert got.is_unknown and got.raw == {"type": "emu", "tall": True}


def test_a_dict_picks_its_member(call: Caller) -> None:
    call.server.reply("*", Reply(json={}))
    call("types.unions", request={"inferred": {"type": "dog", "good": True}})
    assert call.server.last.json() == {"inferred": {"type": "dog", "good": True}}


def test_a_known_tag_that_does_not_fit_is_no_unknown(call: Caller) -> None:
    with pytest.raises(call.errors.ResponseValidationError, match="lives"):
        parse(call, "unions", '{"inferred":{"type":"cat","lives":"many"}}')


# --- Open types ------------------------------------------------------------------------------------------

OPEN = [
    '{"color":"red"}',
    '{"color":"ultraviolet"}',
    '{"colors":["red","ultraviolet"]}',
    '{"level":3}',
    '{"level":99}',
    '{"closed":"a"}',
    '{"pet":{"type":"emu","legs":2}}',
    '{"pets":[{"type":"emu","legs":2},{"type":"cat"}]}',
]


@pytest.mark.parametrize("text", OPEN)
def test_open_types_keep_what_they_do_not_know(call: Caller, text: str) -> None:
    assert echo(call, "open_types", text) == text


def test_unknown_members_are_told_apart(call: Caller) -> None:
    from conformance.types import UnrecognizedInt, UnrecognizedStr

    got = parse(call, "open_types", '{"color":"ultraviolet","level":99}')
    assert isinstance(got.color, UnrecognizedStr) and got.color == "ultraviolet"
    assert isinstance(got.level, UnrecognizedInt) and got.level == 99
    assert not isinstance(parse(call, "open_types", '{"color":"red"}').color, UnrecognizedStr)


def test_a_closed_enum_stays_closed(call: Caller) -> None:
    with pytest.raises(call.errors.ResponseValidationError, match="closed"):
        parse(call, "open_types", '{"closed":"z"}')


# --- Objects ---------------------------------------------------------------------------------------------

EXTRA = ['{"id":"a"}', '{"id":"a","note":"n","more":1,"again":2}']


@pytest.mark.parametrize("text", EXTRA)
def test_additional_properties(call: Caller, text: str) -> None:
    got = parse(call, "extra", text, request={"id": "x"})
    rest = {name: value for name, value in json.loads(text).items() if name not in ("id", "note")}
    assert got.additional_properties == rest
    call("types.extra", request=got)
    assert call.server.last.json() == json.loads(text)


def test_additional_properties_are_typed(call: Caller) -> None:
    with pytest.raises(call.errors.ResponseValidationError, match="more"):
        parse(call, "extra", '{"id":"a","more":"x"}', request={"id": "x"})


def test_additional_properties_beside_arguments(call: Caller) -> None:
    more = {"more": 1, "id2": 2}
    call("types.extra_fields", key="k", id="a", note="n", additional_properties=more)
    assert call.server.last.json() == {"id": "a", "note": "n", "more": 1, "id2": 2}
    call("types.extra_fields", key="k", id="a")
    assert call.server.last.body == b'{"id":"a"}'
    call("types.extra_form", key="k", id="a", additional_properties=more)
    assert call.server.last.form() == [("id", "a"), ("more", "1"), ("id2", "2")]


def test_additional_properties_beside_arguments_are_typed(call: Caller) -> None:
    with pytest.raises(ValueError, match="more"):
        call("types.extra_fields", key="k", id="a", additional_properties={"more": "x"})
    assert call.server.seen == []


ANYTHING = [
    '{"must":null}',
    '{"must":null,"may":null}',
    '{"must":1,"some-thing":null}',
    '{"must":{},"may":[null],"inner":{"must":null,"may":null,"some-thing":0}}',
]


@pytest.mark.parametrize("text", ANYTHING)
def test_a_null_among_anything_is_kept(call: Caller, text: str) -> None:
    got = parse(call, "anything", text, request={"must": 1})
    call("types.anything", request=got)
    assert call.server.last.body.decode() == text
    assert json.dumps(got.model_dump(by_alias=True), separators=(",", ":")) == text


def test_anything_that_nobody_gave_is_left_out(call: Caller) -> None:
    call.server.reply("*", Reply(json={"must": 1}))
    call("types.anything", request=call.models.Anything(must=None, may=None))
    assert call.server.last.body == b'{"must":null,"may":null}'
    call("types.anything", request={"must": None})
    assert call.server.last.body == b'{"must":null}'
    call.server.reply("*", Reply(json={"required": "", "nullable": None}))
    call("types.everything", required="", nullable=None, any_=None)
    assert "any" not in call.server.last.json()


TREES = [
    '{"name":"a"}',
    '{"name":"a","children":[{"name":"b","children":[{"name":"c"}]},{"name":"d"}]}',
    '{"name":"a","leaf":{"size":1,"tree":{"name":"b","leaf":{"size":2}}}}',
]


@pytest.mark.parametrize("text", TREES)
def test_recursive(call: Caller, text: str) -> None:
    assert echo(call, "tree", text, name="") == text


def test_read_only_and_write_only(call: Caller) -> None:
    got = parse(call, "account", '{"id":"1","name":"n","password":"p"}', name="n", password="p")
    assert call.server.last.json() == {"name": "n", "password": "p"}
    assert (got.id, got.name) == ("1", "n")
    assert not hasattr(got, "password")
    with pytest.raises(TypeError, match="id"):
        call("types.account", name="n", id="1")


def test_all_of(call: Caller) -> None:
    text = '{"name":"n","x":1,"y":2,"z":"s"}'
    got = parse(call, "merged", text, name="n", y=2, z="s")
    assert (got.name, got.x, got.y, got.z) == ("n", 1, 2, "s")
    assert echo(call, "merged", text, name="n", y=2, z="s") == text
    with pytest.raises(TypeError, match="z"):
        call("types.merged", name="n", y=2)


EVERYTHING = [
    '{"required":"a","nullable":null,"kind":"thing","version":2,"default":"usual"}',
    '{"required":"a","nullable":null,"kind":"thing","version":2,"default":"d","camelCase":"c","class":"k"}',
    '{"required":"a","nullable":"n","kind":"thing","version":2,"default":"d","point":{"x":1},"points":[]}',
    '{"required":"a","nullable":"n","kind":"thing","version":2,"default":"d","map":{"a":[1]},"any":[null,{}]}',
    '{"required":"a","nullable":"n","kind":"thing","version":2,"default":"d","free":{"a":[1],"b":{"c":null}}}',
]


@pytest.mark.parametrize("text", EVERYTHING)
def test_everything_comes_back(call: Caller, text: str) -> None:
    assert echo(call, "everything", text, required="", nullable=None) == text


CHANGES: Any = [
    (lambda m: m.Named(), "name"),
    (lambda m: m.Cat(lives="many"), "lives"),
]


@pytest.mark.parametrize(("make", "place"), CHANGES)
def test_models_check_what_they_are_given(sync_call: Caller, make: Callable[[Any], Any], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        make(sync_call.models)
