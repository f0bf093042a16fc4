"""OAuth2 tokens of the client credentials and password grants: what is asked with, and what is answered."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING, Any, Dict, List, NamedTuple, Optional
from urllib.parse import quote_plus, urljoin

import httpx

from .coercion import (
    class_of,
    given,
    is_dict,
    is_model,
    model_fields,
    plain,
    scalar_text,
)
from .forms import wire_name
from .security import TOKEN_GRANTS, schemes_of
from .settings import default_error

if TYPE_CHECKING:
    from .._hooks.clientcredentials import Credentials, Session
    from ..utils.metadata import SecurityMetadata

_OWN_FIELDS = (
    "client_id",
    "client_secret",
    "token_url",
    "username",
    "password",
    "scopes",
)
_MARGIN = 60
_BASIC = "client_secret_basic"
"""Stands in place of a field's name where the client identifies itself by HTTP basic."""


def credentials_in(security: Any) -> Optional[Credentials]:
    """The credentials of the first token scheme that a security model has values for."""
    if security is None:
        return None
    apart: Dict[str, Any] = {}
    for scheme in schemes_of(class_of(security)):
        value = getattr(security, scheme.field, None)
        if value is None:
            continue
        if scheme.facts.option:
            found = credentials_in(value)
            if found is not None:
                return found
        elif _is_token_scheme(scheme.facts):
            if is_model(value):
                present: Dict[str, Any] = value.__dict__
                return _read(present, class_of(value), scheme.facts)
            apart[scheme.field] = value
    if apart:
        return _read(apart, class_of(security), _facts_of_parts(security))
    return None


def _is_token_scheme(facts: SecurityMetadata) -> bool:
    return facts.scheme_type == "oauth2" and facts.sub_type in TOKEN_GRANTS


def _facts_of_parts(security: Any) -> SecurityMetadata:
    parts = [
        scheme.facts
        for scheme in schemes_of(class_of(security))
        if _is_token_scheme(scheme.facts)
    ]
    return next((facts for facts in parts if facts.field_name == _BASIC), parts[0])


def _read(
    present: Dict[str, Any], model: Any, facts: SecurityMetadata
) -> Optional[Credentials]:
    """Credentials from the fields of a scheme; those that are no part of OAuth go along as they are."""
    values = {
        name: value
        for name, value in present.items()
        if given(value) and not callable(value)
    }
    if "token_url" not in values:
        return None
    from .._hooks.clientcredentials import Credentials

    fields = model_fields(model)
    extra = {
        wire_name(name, fields[name]): scalar_text(plain(value))
        for name, value in values.items()
        if name not in _OWN_FIELDS and name in fields
    }
    return Credentials(
        client_id=values.get("client_id") or "",
        client_secret=values.get("client_secret") or "",
        token_url=values["token_url"],
        scopes=values.get("scopes"),
        additional_properties=extra,
        grant_type=facts.sub_type or "client_credentials",
        username=values.get("username"),
        password=values.get("password"),
        basic=facts.field_name == _BASIC,
    )


class TokenRequest(NamedTuple):
    """What is sent to the token endpoint."""

    url: str
    headers: Dict[str, str]
    body: bytes


def token_request(
    credentials: Credentials, scopes: List[str], base_url: str
) -> TokenRequest:
    """The request for a token (RFC 6749, 4.3 and 4.4); a relative token URL is the API server's."""
    fields: Dict[str, str] = {"grant_type": credentials.grant_type}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    if credentials.grant_type == "password":
        fields["username"] = credentials.username or ""
        fields["password"] = credentials.password or ""
    if credentials.basic:
        pair = f"{quote_plus(credentials.client_id)}:{quote_plus(credentials.client_secret)}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode(
            "ascii"
        )
    else:
        if credentials.client_id:
            fields["client_id"] = credentials.client_id
        if credentials.client_secret:
            fields["client_secret"] = credentials.client_secret
    if scopes:
        fields["scope"] = " ".join(scopes)
    fields.update(credentials.additional_properties)
    body = "&".join(
        f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields.items()
    )
    url = urljoin(base_url.rstrip("/") + "/", credentials.token_url)
    return TokenRequest(url, headers, body.encode("ascii"))


def read_session(
    response: httpx.Response, credentials: Credentials, scopes: List[str]
) -> Session:
    """The session that the token endpoint's answer begins."""
    try:
        body: Any = response.json()
    except ValueError:
        body = None
    data = body if is_dict(body) else {}
    token = data.get("access_token")
    if not 200 <= response.status_code < 300 or not isinstance(token, str):
        reason = (
            data.get("error_description")
            or data.get("error")
            or "no access token in it"
        )
        # The body is left out: it may hold a token.
        raise default_error()(
            f"The token endpoint gave no token: {reason}",
            response,
            "" if token else None,
        )
    kind = str(data.get("token_type") or "Bearer")
    if kind.lower() != "bearer":
        raise default_error()(
            f"The token is of the unknown type {kind!r}", response, ""
        )
    from .._hooks.clientcredentials import Session

    return Session(credentials, token, list(scopes), _expiry(data.get("expires_in")))


def _expiry(expires_in: Any) -> Optional[int]:
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError):
        return None
    # Given up a little before it ends, so that no request is under way with a token that ends.
    return int(time.time() + seconds - min(_MARGIN, seconds / 4))
