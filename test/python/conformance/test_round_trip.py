"""What is parsed and written again is what came: generated values of every schema of the document."""

from __future__ import annotations

import json
import random
import subprocess
from decimal import Decimal
from types import ModuleType
from typing import Any, Dict, List

import pytest
from callers import DOCUMENTS

# Node and its YAML are there anyway: the generator needs them.
TO_JSON = "console.log(JSON.stringify(require('yaml').parse(require('fs').readFileSync(0, 'utf8'))))"
TEXT = (DOCUMENTS / "openapi.yaml").read_bytes()
JSON = subprocess.run(["node", "-e", TO_JSON], input=TEXT, capture_output=True, check=True, cwd=DOCUMENTS)
SCHEMAS: Dict[str, Any] = json.loads(JSON.stdout)["components"]["schemas"]
TEXTS = ["", "a", "é☃", "two words", 'quo"te', "\\", "null", "1", "2024-01-01", "\u2028"]
FORMATS: Dict[str, List[Any]] = {
    "date": ["2024-02-29", "0001-01-01"],
    "date-time": ["2024-02-29T12:30:00Z", "2024-02-29T12:30:00.123456+05:30"],
    "time": ["12:30:00"],
    "duration": ["P1D", "PT0.5S", "P1DT2H3M4S"],
    "uuid": ["0c1d2e3f-0000-4000-8000-00000000abcd"],
    "byte": ["aGVsbG8=", ""],
    "bigint": ["123456789012345678901234567890", "-1"],
    "decimal": ["0.10", "12345678901234567890.123456789"],
    "float": ["0.5"],
}
NUMBERS = {
    "decimal": ["0.10", "12345678901234567890.123456789", "-3"],
    "bigint": ["123456789012345678901234567890", "0"],
}


class Raw(str):
    """A number as it is written."""


class Maker:
    """Makes values that fit a schema."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def value(self, schema: Any, depth: int) -> Any:
        if "$ref" in schema:
            return self.value(SCHEMAS[schema["$ref"].rsplit("/", 1)[1]], depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        for key in ("oneOf", "anyOf"):
            if key in schema:
                return self.member(schema, schema[key], depth)
        kind = schema.get("type", "object" if "properties" in schema or "allOf" in schema else None)
        if isinstance(kind, list):
            kind = self.random.choice(kind)
        return getattr(self, f"make_{kind or 'anything'}")(schema, depth)

    def member(self, schema: Any, members: Any, depth: int) -> Any:
        choice = self.random.choice(members)
        value = self.value(choice, depth)
        discriminator = schema.get("discriminator")
        if discriminator and isinstance(value, dict):
            name = choice["$ref"].rsplit("/", 1)[1]
            tags = [tag for tag, ref in discriminator.get("mapping", {}).items() if ref == choice["$ref"]]
            value[discriminator["propertyName"]] = tags[0] if tags else name
        return value

    def make_null(self, schema: Any, depth: int) -> None:
        return None

    def make_boolean(self, schema: Any, depth: int) -> bool:
        return self.random.random() < 0.5

    def make_string(self, schema: Any, depth: int) -> str:
        found: str = self.random.choice(FORMATS.get(schema.get("format", ""), TEXTS))
        return found

    def make_integer(self, schema: Any, depth: int) -> Any:
        if schema.get("format") == "bigint":
            return Raw(self.random.choice(NUMBERS["bigint"]))
        return self.random.choice([0, -1, 7, 2**53 + 1])

    def make_number(self, schema: Any, depth: int) -> Any:
        if schema.get("format") == "decimal":
            return Raw(self.random.choice(NUMBERS["decimal"]))
        return self.random.choice([0.5, -1.25, 1e20])

    def make_array(self, schema: Any, depth: int) -> List[Any]:
        return [
            self.value(schema["items"], depth + 1)
            for _ in range(self.random.randrange(3) if depth < 4 else 0)
        ]

    def make_anything(self, schema: Any, depth: int) -> Any:
        return self.random.choice([1, "x", [], {"a": [1, {"b": None}]}, False, None])

    def make_object(self, schema: Any, depth: int) -> Dict[str, Any]:
        found: Dict[str, Any] = {}
        for part in schema.get("allOf", []):
            found.update(self.value(part, depth))
        required = schema.get("required", [])
        for name, inner in schema.get("properties", {}).items():
            fixed = "const" in inner or "default" in inner
            if name in required or fixed or (depth < 4 and self.random.random() < 0.6):
                found[name] = self.value(inner, depth + 1)
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and depth < 4:
            found["more"] = self.value(more, depth + 1)
        if schema.get("type") == "object" and not schema.get("properties") and not more:
            found["free"] = {"a": [1, None]}
        return found


def written(value: Any) -> str:
    """JSON, with numbers as they are to be written."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value)


def read(text: str) -> Any:
    return json.loads(text, parse_float=lambda digits: Decimal(digits).normalize())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "Account"])
def test_round_trip(flat: ModuleType, name: str, seed: int) -> None:
    from conformance.utils import marshal_json, unmarshal_json  # type: ignore[import-not-found]

    kind = getattr(flat.models, name, None) or getattr(flat.errors, f"{name}ErrorData")
    maker = Maker(seed)
    for _ in range(5):
        text = written(maker.value(SCHEMAS[name], 0))
        assert read(marshal_json(unmarshal_json(text, kind), kind)) == read(text)
