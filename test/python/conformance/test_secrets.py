"""Credentials: every kind, alternatives and combinations, callables, the environment."""

from __future__ import annotations

import base64
from typing import Any, Dict

import pytest
from callers import Caller, Seen

BASIC = "Basic " + base64.b64encode("ü:p:w".encode()).decode()

GLOBAL: Any = [
    ({"option1": {"header_key": "k"}}, {"X-Api-Key": "k"}, ""),
    ({"option2": {"bearer": "t"}}, {"Authorization": "Bearer t"}, ""),
    ({"option2": {"bearer": "Bearer t"}}, {"Authorization": "Bearer t"}, ""),
    (
        {"option3": {"username": "ü", "password": "p:w", "query_key": "a b+c"}},
        {"Authorization": BASIC},
        "k=a%20b%2Bc",
    ),
    ({"option4": {"cookie_key": "s"}}, {"Cookie": "sid=s"}, ""),
    ({"option1": {"header_key": "k"}, "option2": {"bearer": "t"}}, {"X-Api-Key": "k"}, ""),
    ({}, {}, ""),
]

NAMES = ["X-Api-Key", "Authorization", "Cookie", "X-Other"]


def sent(seen: Seen) -> Dict[str, str]:
    """The credentials among the headers."""
    found = {name: seen.header(name) for name in NAMES}
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize(("values", "headers", "query"), GLOBAL)
@pytest.mark.parametrize("form", ["model", "callable"])
def test_global(call: Caller, form: str, values: Any, headers: Dict[str, str], query: str) -> None:
    security = call.models.Security(**values)
    call("secrets.global_security", sdk=call.make(security=security if form == "model" else lambda: security))
    assert sent(call.server.last) == headers
    assert call.server.last.query == query


OPERATIONS: Any = [
    ("only_header", {"other_key": "k"}, {"X-Other": "k"}, ""),
    ("only_query", {"other_query": "q&"}, {}, "pass=q%26"),
    ("only_cookie", {"other_cookie": "c"}, {"Cookie": "other=c"}, ""),
    ("only_basic", {"username": "ü", "password": "p:w"}, {"Authorization": BASIC}, ""),
    ("only_bearer", {"other_bearer": "t"}, {"Authorization": "Bearer t"}, ""),
    ("only_oidc", {"oidc": "t"}, {"Authorization": "Bearer t"}, ""),
    ("only_oauth", {"implicit": "t"}, {"Authorization": "Bearer t"}, ""),
    ("either", {"option1": {"other_key": "k"}}, {"X-Other": "k"}, ""),
    ("either", {"option2": {"other_bearer": "t"}}, {"Authorization": "Bearer t"}, ""),
    (
        "either",
        {"option3": {"other_query": "q", "other_cookie": "c"}},
        {"Cookie": "other=c"},
        "pass=q",
    ),
]


@pytest.mark.parametrize(("method", "values", "headers", "query"), OPERATIONS)
def test_of_an_operation(call: Caller, method: str, values: Any, headers: Any, query: str) -> None:
    models = call.models
    sdk = call.make(security=models.Security(option1=models.SecurityOption1(header_key="global")))
    call(f"secrets.{method}", sdk=sdk, security=values)
    assert sent(call.server.last) == headers
    assert call.server.last.query == query


def test_an_operation_without_security_sends_none(call: Caller) -> None:
    models = call.models
    sdk = call.make(security=models.Security(option1=models.SecurityOption1(header_key="global")))
    call("secrets.no_security", sdk=sdk)
    assert sent(call.server.last) == {}


def test_a_callable_is_asked_for_each_call(call: Caller) -> None:
    models = call.models
    tokens = iter(["one", "two"])
    sdk = call.make(security=lambda: models.Security(option2=models.SecurityOption2(bearer=next(tokens))))
    call("secrets.global_security", sdk=sdk)
    call("secrets.global_security", sdk=sdk)
    assert [sent(seen)["Authorization"] for seen in call.server.seen] == ["Bearer one", "Bearer two"]


async def test_an_async_callable(flat: Any, server: Any) -> None:
    async def security() -> Any:
        return flat.models.Security(option2=flat.models.SecurityOption2(bearer="later"))

    async with flat.Conformance(server_url=server.url, security=security) as sdk:
        await sdk.secrets.global_security_async()
    assert server.last.header("Authorization") == "Bearer later"


def test_an_async_callable_is_no_good_for_sync_methods(sync_call: Caller) -> None:
    async def security() -> Any:
        raise AssertionError("nobody awaits it")

    sdk = sync_call.make(security=security)
    with pytest.raises(TypeError, match="async"):
        sync_call("secrets.global_security", sdk=sdk)


ENVIRONMENT: Any = [
    ({"CONFORMANCE_HEADER_KEY": "k"}, {"X-Api-Key": "k"}, ""),
    ({"CONFORMANCE_BEARER": "t"}, {"Authorization": "Bearer t"}, ""),
    ({"CONFORMANCE_USERNAME": "u"}, {}, ""),
    (
        {"CONFORMANCE_USERNAME": "ü", "CONFORMANCE_PASSWORD": "p:w", "CONFORMANCE_QUERY_KEY": "q"},
        {"Authorization": BASIC},
        "k=q",
    ),
]


@pytest.mark.parametrize(("variables", "headers", "query"), ENVIRONMENT)
def test_from_the_environment(
    call: Caller, monkeypatch: pytest.MonkeyPatch, variables: Any, headers: Any, query: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    call("secrets.global_security", sdk=call.make())
    assert sent(call.server.last) == headers
    assert call.server.last.query == query


def test_a_value_wins_over_the_environment(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFORMANCE_HEADER_KEY", "env")
    models = call.models
    sdk = call.make(security=models.Security(option1=models.SecurityOption1(header_key="mine")))
    call("secrets.global_security", sdk=sdk)
    assert sent(call.server.last) == {"X-Api-Key": "mine"}


@pytest.mark.parametrize("bad", ["a\r\nX-Evil: 1", "a\nb"])
def test_a_credential_cannot_split_headers(call: Caller, bad: str) -> None:
    models = call.models
    sdk = call.make(security=models.Security(option1=models.SecurityOption1(header_key=bad)))
    with pytest.raises(ValueError):
        call("secrets.global_security", sdk=sdk)
    assert call.server.seen == []
