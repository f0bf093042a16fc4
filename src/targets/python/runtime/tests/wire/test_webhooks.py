"""Signatures of webhooks, and their payloads."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any, Union

import httpx
import pytest
from typing_extensions import Literal

from sdk._runtime import webhooks
from sdk._runtime.webhooks import (
    WebhookPayloadError,
    WebhookSignature,
    WebhookVerificationError,
    read_webhook,
)
from sdk.types import BaseModel

BASE64 = WebhookSignature("X-Signature", "base64")
HEX = WebhookSignature("X-Signature", "hex")
BODY = b'{"kind": "made", "name": "caf\xc3\xa9"}'


class Made(BaseModel):
    kind: Literal["made"]
    name: str


class Gone(BaseModel):
    kind: Literal["gone"]


def payload() -> Any:
    return Union[Gone, Made]


def digest(body: bytes = BODY, secret: bytes = b"s3cret") -> bytes:
    return hmac.new(secret, body, hashlib.sha256).digest()


def read(signature: WebhookSignature, value: Any, **changed: Any) -> Any:
    given = {"body": BODY, "headers": {"x-signature": value}, "secret": "s3cret"}
    given.update(changed)
    return read_webhook(
        signature, payload, given["body"], given["headers"], given["secret"]
    )


@pytest.mark.parametrize(
    ("signature", "value"),
    [
        (BASE64, base64.b64encode(digest()).decode()),
        (HEX, digest().hex()),
        (HEX, digest().hex().upper()),
        (HEX, f"sha256={digest().hex()}"),
        (BASE64, f" {base64.b64encode(digest()).decode()} "),
    ],
)
def test_the_payload_is_one_of_the_models(
    signature: WebhookSignature, value: str
) -> None:
    assert read(signature, value) == Made(kind="made", name="café")


def test_headers_of_any_case_and_kind_are_read() -> None:
    value = digest().hex()
    for headers in ({"X-SIGNATURE": value}, httpx.Headers({"X-Signature": value})):
        assert read(HEX, "", headers=headers).name == "café"


def test_a_body_as_text_is_its_bytes() -> None:
    assert read(HEX, digest().hex(), body=BODY.decode()).name == "café"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"body": BODY + b" "}, "not one of this body by this secret"),
        ({"secret": b"other"}, "not one of this body by this secret"),
        ({"headers": {}}, "has no header X-Signature"),
        ({"headers": {"x-signature": ""}}, "not one of this body by this secret"),
        ({"headers": {"x-signature": "zz"}}, "is not hex"),
        ({"headers": {"x-signature": "é"}}, "is not hex"),
        (
            {"headers": {"x-signature": digest().hex()[:-2]}},
            "not one of this body by this secret",
        ),
    ],
)
def test_anything_else_is_refused(changed: Any, message: str) -> None:
    with pytest.raises(WebhookVerificationError, match=message):
        read(HEX, digest().hex(), **changed)


def test_base64_is_read_strictly() -> None:
    with pytest.raises(WebhookVerificationError, match="is not base64"):
        read(BASE64, "%%" + base64.b64encode(digest()).decode())


def test_an_empty_secret_is_a_mistake_and_never_a_key() -> None:
    with pytest.raises(ValueError, match="must not be empty"):
        read(HEX, digest(secret=b"").hex(), secret="")


def test_the_comparison_takes_the_same_time_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    real = hmac.compare_digest

    def spy(a: bytes, b: bytes) -> bool:
        seen.append((a, b))
        return real(a, b)

    monkeypatch.setattr(webhooks.hmac, "compare_digest", spy)
    read(HEX, digest().hex())
    assert seen == [(digest(), digest())]


def test_a_signed_body_of_another_form_says_so_and_where() -> None:
    body = b'{"kind": "made"}'
    with pytest.raises(WebhookPayloadError, match="name"):
        read(HEX, digest(body).hex(), body=body)
