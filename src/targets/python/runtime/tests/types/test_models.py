"""Models: what they take, what they leave out, how they refer to each other."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Annotated, Any, Dict, List, Literal, Optional

import pydantic
import pytest

from sdk.types import UNSET, BaseModel, Nullable, OptionalNullable
from sdk.types.unset import Unset
from sdk.utils.serializers import adapter, marshal_json, unmarshal, unmarshal_json


class Item(BaseModel):
    id: str

    page_size: Annotated[Optional[int], pydantic.Field(alias="pageSize")] = None

    note: OptionalNullable[str] = UNSET

    must: Nullable[str]

    limit: Optional[int] = 10

    level: OptionalNullable[int] = 3

    KIND: Annotated[Literal["item"], pydantic.Field(alias="kind")] = "item"

    children: Optional[List[Item]] = None


def test_what_is_not_given_is_left_out_and_defaults_and_constants_are_sent() -> None:
    item = Item(id="1", must="x")
    assert json.loads(marshal_json(item, Item)) == {
        "id": "1",
        "must": "x",
        "limit": 10,
        "level": 3,
        "kind": "item",
    }


@pytest.mark.parametrize("written", [None, "text"])
def test_null_is_told_apart_from_absence_in_both_directions(
    written: Optional[str],
) -> None:
    absent = unmarshal_json('{"id":"1","must":null}', Item)
    assert absent.note is UNSET
    assert absent.must is None
    assert json.loads(marshal_json(absent, Item))["must"] is None
    assert "note" not in json.loads(marshal_json(absent, Item))

    given = unmarshal_json(json.dumps({"id": "1", "must": None, "note": written}), Item)
    assert given.note == written
    assert json.loads(marshal_json(given, Item))["note"] == written


def test_none_for_an_optional_with_a_default_is_absence_and_for_a_nullable_one_null() -> (
    None
):
    item = Item(id="1", must="", limit=None, level=None)
    sent = json.loads(marshal_json(item, Item))
    assert "limit" not in sent
    assert sent["level"] is None


def test_absence_holds_in_lists_in_dicts_and_in_every_way_of_dumping() -> None:
    items = [Item(id="1", must="", children=[Item(id="2", must=None, note=None)])]
    child = {
        "id": "2",
        "note": None,
        "must": None,
        "limit": 10,
        "level": 3,
        "kind": "item",
    }
    parent = {
        "id": "1",
        "must": "",
        "limit": 10,
        "level": 3,
        "kind": "item",
        "children": [child],
    }
    assert json.loads(marshal_json(items, List[Item])) == [parent]
    assert json.loads(marshal_json({"a": items[0]}, Dict[str, Item])) == {"a": parent}
    assert items[0].model_dump(by_alias=True) == parent
    assert items[0].model_dump(by_alias=True, mode="json") == parent
    assert json.loads(items[0].model_dump_json(by_alias=True)) == parent
    assert items[0].model_dump(by_alias=False)["KIND"] == "item"


def test_python_names_and_wire_names_are_taken() -> None:
    by_python = unmarshal({"id": "1", "must": "", "page_size": 5}, Item)
    by_wire = unmarshal({"id": "1", "must": "", "pageSize": 5}, Item)
    assert by_python == by_wire
    assert by_python.page_size == 5


def test_undeclared_properties_are_ignored() -> None:
    assert unmarshal_json('{"id":"1","must":"","new":1}', Item) == Item(id="1", must="")


def test_a_model_given_as_such_stays_the_same_object() -> None:
    item = Item(id="1", must="")
    assert unmarshal(item, Item) is item


class Owner(BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    __pydantic_extra__: Dict[str, int] = pydantic.Field(init=False)

    name: str

    @property
    def additional_properties(self) -> Dict[str, int]:
        return self.__pydantic_extra__

    @additional_properties.setter
    def additional_properties(self, value: Dict[str, int]) -> None:
        self.__pydantic_extra__ = value


def test_additional_properties_are_typed_and_sent_back() -> None:
    owner = unmarshal_json('{"name":"o","points":5}', Owner)
    assert owner.additional_properties == {"points": 5}
    assert json.loads(marshal_json(owner, Owner)) == {"name": "o", "points": 5}
    owner.additional_properties = {"age": 1}
    assert json.loads(marshal_json(owner, Owner)) == {"name": "o", "age": 1}
    with pytest.raises(pydantic.ValidationError):
        unmarshal_json('{"name":"o","points":"many"}', Owner)


def test_models_can_be_copied_pickled_and_described() -> None:
    item = Item(id="1", must="x")
    assert copy.deepcopy(item) == item
    assert copy.deepcopy(item).note is UNSET
    assert pickle.loads(pickle.dumps(item)) == item
    assert pickle.loads(pickle.dumps(item)).note is UNSET
    schema = Item.model_json_schema()
    assert schema["$defs"]["Item"]["properties"]["pageSize"]["title"] == "Pagesize"


def test_nothing_is_built_before_its_first_use() -> None:
    class Late(BaseModel):
        value: int

    assert not Late.__pydantic_complete__
    assert Late(value=1).value == 1
    assert Late.__pydantic_complete__


class TestUnset:
    def test_there_is_one_and_it_is_falsy(self) -> None:
        assert Unset() is UNSET
        assert not UNSET
        assert repr(UNSET) == "UNSET"

    @pytest.mark.parametrize(
        "again",
        [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))],
    )
    def test_copies_are_itself(self, again: Any) -> None:
        assert again(UNSET) is UNSET


class Free(BaseModel):
    name: str
    nick: OptionalNullable[str] = UNSET
    anything: Optional[Any] = None


def test_models_of_anything_leave_out_unset_in_lists_too() -> None:
    assert Free(name="a").model_dump_json() == '{"name":"a"}'  # makes its schema
    known = adapter(List[Free])
    assert known.dump_json([Free(name="a")]) == b'[{"name":"a"}]'
    assert known.dump_json([Free(name="a", nick=None, anything=None)]) == (
        b'[{"name":"a","nick":null,"anything":null}]'
    )
