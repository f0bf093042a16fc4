"""Requests that the API sends: checks that they are the API's, and reads what they say."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Union


class WebhookError(ValueError):
    """A webhook's request that cannot be used."""


class WebhookVerificationError(WebhookError):
    """The signature is missing, or is not one that the holder of the secret made for this body."""


class WebhookPayloadError(WebhookError):
    """The signature is right, but the body is none of the API's payloads."""


@dataclass(frozen=True)
class WebhookSignature:
    """Where the signature stands, and in which form."""

    header: str
    encoding: str
    """``base64`` or ``hex``."""


def read_webhook(
    signature: WebhookSignature,
    payload: Callable[[], Any],
    body: Union[bytes, bytearray, str],
    headers: Mapping[str, str],
    secret: Union[bytes, str],
) -> Any:
    """The payload, as one of the types that ``payload`` names; raises where it is not the API's."""
    raw = body.encode() if isinstance(body, str) else bytes(body)
    verify(signature, raw, headers, secret)
    from ..utils.serializers import unmarshal_json

    try:
        return unmarshal_json(raw, payload())
    except ValueError as error:  # pydantic's ValidationError is one
        raise WebhookPayloadError(
            f"The webhook's body does not fit its description: {error}"
        ) from error


def verify(
    signature: WebhookSignature,
    body: bytes,
    headers: Mapping[str, str],
    secret: Union[bytes, str],
) -> None:
    """Raises unless the header holds the HMAC-SHA256 of the body."""
    key = secret.encode() if isinstance(secret, str) else secret
    if not key:
        raise ValueError("The secret of a webhook must not be empty")
    given = _header(headers, signature.header)
    if given is None:
        raise WebhookVerificationError(
            f"The webhook's request has no header {signature.header}"
        )
    expected = hmac.new(key, body, "sha256").digest()
    if not hmac.compare_digest(_decoded(given.strip(), signature), expected):
        raise WebhookVerificationError(
            f"The signature in {signature.header} is not one of this body by this secret"
        )


def _header(headers: Mapping[str, str], name: str) -> Optional[str]:
    wanted = name.lower()
    return next((headers[key] for key in headers if key.lower() == wanted), None)


def _decoded(text: str, signature: WebhookSignature) -> bytes:
    digits = text[7:] if text[:7].lower() == "sha256=" else text
    try:
        if signature.encoding == "hex":
            return binascii.unhexlify(digits)
        return base64.b64decode(digits, validate=True)
    except ValueError as error:  # not ASCII, too
        raise WebhookVerificationError(
            f"The signature in {signature.header} is not {signature.encoding}"
        ) from error
