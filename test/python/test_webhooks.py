"""Signed webhooks of a generated SDK."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from pathlib import Path
from typing import Any, Dict

import pytest
from generated import generate

EVENT = {"type": "object", "required": ["kind", "id"]}


def payload(kind: str, **more: Any) -> Any:
    properties = {"kind": {"const": kind}, "id": {"type": "string"}, **more}
    schema = {**EVENT, "properties": properties}
    return {
        "post": {
            "operationId": f"{kind}Hook",
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {"204": {"description": "Taken"}},
        }
    }


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Parcels", "version": "1"},
    "servers": [{"url": "https://parcels.example"}],
    "x-speakeasy-webhooks": {
        "security": {
            "type": "signature",
            "name": "X-Parcels-Signature",
            "encoding": "hex",
            "algorithm": "hmac-sha256",
        }
    },
    "paths": {
        "/ping": {"get": {"operationId": "validate_webhook", "responses": {"204": {"description": ""}}}}
    },
    "webhooks": {
        "sent": payload(
            "sent",
            at={"type": "string", "format": "date-time", "readOnly": True},
            key={"type": "string", "writeOnly": True},
            speed={"enum": ["slow", "fast"]},
        ),
        "lost": payload("lost"),
    },
}


@pytest.fixture(scope="module")
def parcels(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("parcels")
    schema, config = folder / "openapi.json", folder / "gen.yaml"
    schema.write_text(json.dumps(DOCUMENT))
    config.write_text("python:\n  packageName: parcels-api\n")
    generate("parcels_api", schema, config)
    import parcels_api  # type: ignore[import-not-found]

    return parcels_api


def request(body: Any, secret: str = "s3cret") -> Any:
    raw = json.dumps(body).encode()
    signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return {"body": raw, "headers": {"x-parcels-signature": signature}, "secret": "s3cret"}


def test_a_signed_request_gives_the_payload_of_its_webhook(parcels: Any) -> None:
    sdk = parcels.SDK()
    sent = sdk.validate_webhook_(**request({"kind": "sent", "id": "1", "at": "2026-01-31T12:00:00Z"}))
    assert type(sent).__name__.startswith("SentHookRequest")
    assert sent.at.year == 2026
    assert isinstance(
        sdk.validate_webhook_(**request({"kind": "lost", "id": "2"})), parcels.models.LostHookRequest
    )


def test_a_payload_is_what_the_api_sends(parcels: Any) -> None:
    event = {"kind": "sent", "id": "1", "at": "2026-01-31T12:00:00Z", "speed": "warp"}
    sent = parcels.SDK().validate_webhook_(**request(event))
    assert (sent.at.year, sent.speed) == (2026, "warp")
    assert not hasattr(sent, "key")


def test_the_readme_says_how_webhooks_are_received(parcels: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (Path(parcels.__file__).parents[2] / "README.md").read_text("utf-8")
    section = readme.split("## Webhooks")[1].split("<!-- End")[0]
    assert "sent: `models.SentHookRequest" in section
    program = re.findall(r"```python\n(.*?)```", section, re.DOTALL)[0]
    scope: Dict[str, Any] = {}
    exec(program, scope)
    given = request({"kind": "lost", "id": "2"})
    monkeypatch.setenv("WEBHOOK_SECRET", given["secret"])
    scope["receive"](given["body"], given["headers"])
    scope["receive"](given["body"], {})


def test_a_request_signed_by_another_is_refused(parcels: Any) -> None:
    with pytest.raises(parcels.WebhookVerificationError, match="X-Parcels-Signature"):
        parcels.SDK().validate_webhook_(**request({"kind": "lost", "id": "2"}, secret="guess"))


def test_a_signed_request_of_another_form_says_what_is_wrong(parcels: Any) -> None:
    with pytest.raises(parcels.WebhookPayloadError, match="id"):
        parcels.SDK().validate_webhook_(**request({"kind": "lost"}))


def test_a_package_without_signed_webhooks_has_nothing_of_it(trailhead: Any) -> None:
    assert not hasattr(trailhead.Trailhead, "validate_webhook")
    assert not hasattr(trailhead, "WebhookError")
    assert not (Path(trailhead.__file__).parent / "_runtime" / "webhooks.py").exists()
