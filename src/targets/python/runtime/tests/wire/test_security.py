"""Credentials on the wire: every scheme, alternatives and combinations, callables, the environment."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Dict, List, Optional

import pytest
from server import Reply, Server
from typing_extensions import Annotated

from sdk._runtime import settings
from sdk._runtime.operation import Operation
from sdk._runtime.security import environment_source, flattened
from sdk.sdk import SDK
from sdk.types import BaseModel
from sdk.utils import (
    FieldMetadata,
    SecurityMetadata,
    get_security,
    get_security_from_env,
)

from .conftest import Run, operation


def scheme(
    kind: str, sub_type: Optional[str] = None, name: Optional[str] = None
) -> FieldMetadata:
    return FieldMetadata(
        security=SecurityMetadata(
            scheme=True, scheme_type=kind, sub_type=sub_type, field_name=name
        )
    )


OPTION = FieldMetadata(security=SecurityMetadata(option=True))
INNER_USER = FieldMetadata(security=SecurityMetadata(field_name="username"))
INNER_PASSWORD = FieldMetadata(security=SecurityMetadata(field_name="password"))


class Basic(BaseModel):
    username: Annotated[str, INNER_USER]
    password: Annotated[str, INNER_PASSWORD]


class Both(BaseModel):
    key: Annotated[str, scheme("apiKey", "header", "X-Key")]
    app: Annotated[str, scheme("apiKey", "header", "X-App")]


class Security(BaseModel):
    both: Annotated[Optional[Both], OPTION] = None
    bearer: Annotated[Optional[str], scheme("http", "bearer", "Authorization")] = None
    basic: Annotated[Optional[Basic], scheme("http", "basic")] = None
    header_key: Annotated[Optional[str], scheme("apiKey", "header", "X-Key")] = None
    query_key: Annotated[Optional[str], scheme("apiKey", "query", "api key")] = None
    cookie_key: Annotated[Optional[str], scheme("apiKey", "cookie", "sid")] = None
    oauth: Annotated[Optional[str], scheme("oauth2", None, "Authorization")] = None
    open_id: Annotated[
        Optional[str], scheme("openIdConnect", None, "Authorization")
    ] = None
    custom: Annotated[Optional[str], scheme("http", "custom")] = None


def secured(**facts: Any) -> Operation[Any]:
    return operation(security=lambda: Security, **facts)


@pytest.mark.parametrize(
    ("given", "headers"),
    [
        ({"bearer": "t"}, {"authorization": "Bearer t"}),
        ({"bearer": "bearer t"}, {"authorization": "bearer t"}),
        (
            {"basic": {"username": "né", "password": "p:q"}},
            {"authorization": "Basic bsOpOnA6cQ=="},
        ),
        ({"header_key": "k"}, {"x-key": "k"}),
        ({"cookie_key": "c"}, {"cookie": "sid=c"}),
        ({"oauth": "t"}, {"authorization": "Bearer t"}),
        ({"open_id": "t"}, {"authorization": "Bearer t"}),
        (
            {"both": {"key": "k", "app": "a"}, "bearer": "t"},
            {"x-key": "k", "x-app": "a"},
        ),
        (
            {"bearer": "t", "header_key": "k"},
            {"authorization": "Bearer t", "x-key": "k"},
        ),
        ({"bearer": "first", "oauth": "second"}, {"authorization": "Bearer first"}),
        ({"custom": "c"}, {}),
        ({}, {}),
    ],
)
def test_schemes(
    server: Server, run: Run, given: Dict[str, Any], headers: Dict[str, str]
) -> None:
    run(secured(), security=Security(**given))
    run(secured(), security=given)
    for seen in server.seen:
        names = ("authorization", "x-key", "x-app", "cookie")
        assert {
            name: seen.headers[name] for name in names if name in seen.headers
        } == headers


def test_a_key_in_the_query(server: Server, run: Run) -> None:
    from sdk._runtime.operation import query

    run(
        operation(query("a"), security=lambda: Security),
        {"a": "1 2"},
        security={"query_key": "k+/"},
    )
    assert server.seen[0].target == "/x?a=1%202&api%20key=k%2B%2F"


class FlatBasic(BaseModel):
    username: Annotated[Optional[str], scheme("http", "basic", "username")] = None
    password: Annotated[Optional[str], scheme("http", "basic", "password")] = None


def test_basic_in_fields_of_the_model_itself() -> None:
    assert get_security(FlatBasic(username="u", password="p")) == (
        {"Authorization": "Basic dTpw"},
        {},
    )
    assert get_security(FlatBasic()) == ({}, {})
    assert get_security(None) == ({}, {})
    model = Security(bearer="t", header_key="k", query_key="q")
    assert get_security(model, ["header_key", "query_key"]) == (
        {"X-Key": "k"},
        {"api key": ["q"]},
    )


def test_the_sdks_own(server: Server, run: Run) -> None:
    run(operation(), sdk=SDK("tok", server_url=server.url))
    run(operation(), sdk=SDK(lambda: "from callable", server_url=server.url))
    run(operation(no_security=True), sdk=SDK("tok", server_url=server.url))
    run(secured(), sdk=SDK("tok", server_url=server.url))
    assert [seen.headers.get("authorization") for seen in server.seen] == [
        "Bearer tok",
        "Bearer from callable",
        None,
        None,
    ]


def test_the_callers_header_wins(server: Server, run: Run) -> None:
    run(
        operation(),
        sdk=SDK("tok", server_url=server.url),
        http_headers={"authorization": "mine"},
    )
    assert server.seen[0].headers["authorization"] == "mine"


def test_async_callables_serve_async_methods(server: Server, run: Run) -> None:
    async def token() -> str:
        await asyncio.sleep(0)
        return "later"

    sdk = SDK(token, server_url=server.url)
    if run.is_async:  # type: ignore[attr-defined]
        run(operation(), sdk=sdk)
        assert server.seen[0].headers["authorization"] == "Bearer later"
    else:
        with pytest.raises(TypeError, match="async methods only"):
            run(operation(), sdk=sdk)


def test_each_attempt_asks_again(server: Server, run: Run) -> None:
    from sdk._runtime.operation import RetryDefaults

    tokens = iter(["old", "new"])
    server.reply("/x", Reply(401), Reply(json={}))
    op = operation(retries=RetryDefaults(("401",), 1, 1))
    run(op, sdk=SDK(lambda: next(tokens), server_url=server.url))
    assert [seen.headers["authorization"] for seen in server.seen] == [
        "Bearer old",
        "Bearer new",
    ]


def test_the_environment(
    server: Server, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ENV_PREFIX", "acme")
    monkeypatch.setenv("ACME_BEARER", "env")
    monkeypatch.setenv("ACME_USERNAME", "u")
    sdk = SDK(server_url=server.url)
    sdk.sdk_configuration.security = environment_source(lambda: Security)
    run(operation(), sdk=sdk)
    sdk = SDK(server_url=server.url)
    sdk.sdk_configuration.security = flattened(lambda: Security, "bearer", None)
    run(operation(), sdk=sdk)
    assert [seen.headers["authorization"] for seen in server.seen] == [
        "Bearer env",
        "Bearer env",
    ]
    assert get_security_from_env(None, Security) == Security(bearer="env")
    given = Security(bearer="given")
    assert get_security_from_env(given, Security) is given
    monkeypatch.delenv("ACME_BEARER")
    assert get_security_from_env(None, Security) is None


SECRETS = [
    "tok-secret",
    "key-secret",
    "query-secret",
    "cookie-secret",
    "body-secret",
    "answer-secret",
]


def test_logs_hold_no_secrets(server: Server, run: Run) -> None:
    class Log:
        lines: List[str] = []

        def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
            self.lines.append(msg % args)

    from sdk._runtime.operation import Body

    log = Log()
    log.lines = []
    server.reply(
        "/x",
        Reply(
            json={"access_token": "answer-secret", "plain": "shown"},
            headers={"set-cookie": "a=answer-secret"},
        ),
    )
    op = operation(
        method="POST",
        security=lambda: Security,
        body=Body("json", "application/json", argument="body"),
    )
    security = {
        "bearer": "tok-secret",
        "header_key": "key-secret",
        "query_key": "query-secret",
        "cookie_key": "cookie-secret",
    }
    sdk = SDK(server_url=server.url, debug_logger=log)
    run(
        op,
        {"body": {"client_secret": "body-secret", "name": "visible"}},
        sdk=sdk,
        security=security,
    )
    text = "\n".join(log.lines)
    assert "POST" in text
    assert "visible" in text
    assert "shown" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_environment_turns_logging_on(
    server: Server,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(settings, "ENV_PREFIX", "acme")
    monkeypatch.setenv("ACME_DEBUG", "1")
    caplog.set_level(logging.DEBUG, logger="sdk")
    run(operation(), sdk=SDK("tok-secret", server_url=server.url))
    assert "Request: GET" in caplog.text
    assert "Response: 200" in caplog.text
    assert "tok-secret" not in caplog.text
