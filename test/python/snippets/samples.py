"""Values and answers made from a document: what an API that keeps its word might say."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Tuple

Json = Any

TEXTS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "uuid": "0d5a8a2e-7a7c-4a0e-9f0c-3b1f5e6d7c8b",
    "byte": "dGV4dA==",
    "decimal": "1.5",
    "bigint": "1",
}


class Samples:
    """Values that fit the schemas of one document."""

    def __init__(self, document: Json) -> None:
        self.document = document

    def resolve(self, value: Json) -> Json:
        """The value that a reference leads to."""
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            at = self.document
            for part in value["$ref"].lstrip("#").strip("/").split("/"):
                at = at[part.replace("~1", "/").replace("~0", "~")]
            value = at
        return value

    def media(self, media: Json) -> Json:
        """The example of a media type, or a value of its schema."""
        if "example" in media:
            return media["example"]
        for example in media.get("examples", {}).values():
            return self.resolve(example).get("value")
        return self.value(media.get("schema", {}))

    def value(self, schema: Json, depth: int = 0) -> Json:
        """The smallest value of a schema that has all that is required."""
        schema = self.resolve(schema)
        if not isinstance(schema, dict) or depth > 8:
            return None
        for key in ("example", "const", "x-speakeasy-example"):
            if key in schema:
                return schema[key]
        for key in ("examples", "enum"):
            if isinstance(schema.get(key), list) and schema[key]:
                return schema[key][0]
        if "allOf" in schema:
            return self.merged(schema, depth)
        for key in ("oneOf", "anyOf"):
            if schema.get(key):
                return self.member(schema, schema[key][0], depth)
        return self.typed(schema, depth)

    def typed(self, schema: Json, depth: int) -> Json:
        kinds = schema.get("type", "object" if "properties" in schema else None)
        kind = kinds[0] if isinstance(kinds, list) else kinds
        if kind == "object":
            return self.fields(schema, depth)
        if kind == "array":
            return [self.value(schema.get("items", {}), depth + 1)] if depth < 4 else _none()
        if kind in ("number", "integer"):
            least = max(1, schema.get("minimum", 1))
            return str(least) if schema.get("format") in ("bigint", "decimal") else least
        if kind == "string":
            return TEXTS.get(schema.get("format"), "text")
        return {"boolean": True, "null": None}.get(kind, {})

    def fields(self, schema: Json, depth: int) -> Dict[str, Json]:
        properties = schema.get("properties", {})
        wanted = [name for name in schema.get("required", []) if name in properties]
        return {name: self.value(properties[name], depth + 1) for name in wanted}

    def merged(self, schema: Json, depth: int) -> Json:
        parts = [self.value(part, depth + 1) for part in schema["allOf"]]
        dicts = [part for part in [*parts, self.fields(schema, depth)] if isinstance(part, dict)]
        return {key: value for part in dicts for key, value in part.items()} if dicts else parts[0]

    def member(self, schema: Json, first: Json, depth: int) -> Json:
        value = self.value(first, depth + 1)
        tag = schema.get("discriminator", {}).get("propertyName")
        if tag is None or not isinstance(value, dict):
            return value
        mapping = schema["discriminator"].get("mapping", {})
        known = [name for name, target in mapping.items() if target == first.get("$ref")]
        name = known[0] if known else str(first.get("$ref", "")).rsplit("/", 1)[-1]
        return {**self.fields(schema, depth), **value, tag: value.get(tag) if not known else name}

    def events(self, media: Json) -> bytes:
        """Two server-sent events, and the mark of the end where there is one."""
        schema = self.resolve(media.get("itemSchema", media.get("schema", {})))
        value = self.value(schema)
        data = schema.get("properties", {}).get("data")
        is_event = data is not None or (isinstance(value, dict) and {"event", "data"} & set(value))
        fields = value if is_event else {"data": value}
        if data is not None:
            fields = {"data": self.value(data), **fields}
        lines = "".join(f"{name}: {line(part)}\n" for name, part in fields.items())
        end = media.get("x-speakeasy-sse-sentinel")
        return f"{lines}\n{lines}\n{f'data: {end}{chr(10)}{chr(10)}' if end else ''}".encode()

    def content(self, kind: str, media: Json) -> bytes:
        """The body of a response in a media type."""
        if kind == "text/event-stream":
            return self.events(media)
        if kind in ("application/x-ndjson", "application/jsonl", "application/json-lines"):
            item = media["itemSchema"] if "itemSchema" in media else media.get("schema", {})
            return json.dumps(self.value(item)).encode() + b"\n"
        if "json" in kind or kind == "*/*":
            return json.dumps(self.media(media)).encode()
        return b"text"


def line(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def success(responses: Json) -> Tuple[int, Json]:
    """The first status of a success, and its response."""
    for status in sorted(responses):
        if status.startswith("2"):
            return int(status.replace("X", "0").replace("x", "0")), responses[status]
    return 200, responses.get("default", {})


def put(value: Json, path: str, inner: Json) -> None:
    """Sets what a simple JSONPath (``$.meta.next``) leads to; None takes it away."""
    *way, last = path.lstrip("$").lstrip(".").split(".")
    for key in way:
        value = value.setdefault(key, {})
    if inner is None:
        value.pop(last, None)
    else:
        value[last] = inner


def page(value: Json, pagination: Json, next_url: Optional[str]) -> Json:
    """A page of results; the last one where there is no next URL."""
    outputs = pagination.get("outputs", {})
    is_last = next_url is None
    if "nextCursor" in outputs:
        put(value, outputs["nextCursor"], None if is_last else "2")
    if "nextUrl" in outputs:
        put(value, outputs["nextUrl"], next_url)
    if "numPages" in outputs:
        put(value, outputs["numPages"], 2)
    results: Optional[str] = outputs.get("results")
    if is_last and results is not None and results != "$":
        put(value, results, _none())
    return value


def _none() -> List[Json]:
    return []
