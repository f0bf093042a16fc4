"""OAuth2 tokens from a real token endpoint."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List, Optional
from urllib.parse import parse_qs

import pytest
from server import Reply, Seen, Server
from typing_extensions import Annotated

from sdk._hooks.clientcredentials import ClientCredentialsHook
from sdk._package import DefaultError
from sdk._runtime.operation import RetryDefaults
from sdk.sdk import SDK
from sdk.types import UNSET, BaseModel
from sdk.utils import FieldMetadata, SecurityMetadata

from .conftest import Run, operation


def grant(kind: str, name: Optional[str] = None) -> FieldMetadata:
    return FieldMetadata(
        security=SecurityMetadata(
            scheme=True, scheme_type="oauth2", sub_type=kind, field_name=name
        )
    )


class Scheme(BaseModel):
    client_id: str
    client_secret: str
    token_url: str = "/token"
    audience: Optional[str] = None


class PasswordScheme(BaseModel):
    username: str
    password: str
    client_id: Optional[str] = None
    token_url: str = "/token"


class Security(BaseModel):
    oauth: Annotated[Optional[Scheme], grant("client_credentials")] = None
    basic: Annotated[
        Optional[Scheme], grant("client_credentials", "client_secret_basic")
    ] = None
    password: Annotated[Optional[PasswordScheme], grant("password")] = None


CLIENT = Scheme(client_id="id", client_secret="s e&cret", audience="aud")


class Tokens:
    """Answers with a new token each time."""

    def __init__(self, **more: Any) -> None:
        self.count = 0
        self.more = more
        self.lock = threading.Lock()

    def __call__(self, seen: Seen) -> Reply:
        with self.lock:
            self.count += 1
            return Reply(
                json={
                    "access_token": f"t{self.count}",
                    "token_type": "bearer",
                    **self.more,
                }
            )


def sdk_with(server: Server, **schemes: Any) -> SDK:
    """An SDK with the token hooks, as it is generated for an API that needs them."""
    sdk = SDK(server_url=server.url, hooks=[ClientCredentialsHook()])
    sdk.sdk_configuration.security = Security(**schemes)  # type: ignore[assignment]
    return sdk


def form_of(seen: Seen) -> Dict[str, List[str]]:
    return parse_qs(seen.body.decode())


def sent(server: Server) -> List[Optional[str]]:
    return [
        seen.headers.get("authorization") for seen in server.seen if seen.path == "/x"
    ]


def asked(server: Server) -> List[Seen]:
    return [seen for seen in server.seen if seen.path == "/token"]


def calls(sdk: SDK, is_async: bool, *ops: Any) -> List[Any]:
    """Calls operations one after the other; gives results or errors."""
    found: List[Any] = []

    async def all_of_them() -> None:
        async with sdk:
            for op in ops:
                try:
                    found.append(await sdk._call_async(op, {}, UNSET, None, None, None))
                except DefaultError as error:
                    found.append(error)

    if is_async:
        asyncio.run(all_of_them())
        return found
    for op in ops:
        try:
            found.append(sdk._call(op, {}, UNSET, None, None, None))
        except DefaultError as error:
            found.append(error)
    return found


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest, server: Server) -> bool:
    server.reply("/x", Reply(json={}))
    return bool(request.param)


def test_one_token_serves_many_calls(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens(expires_in=3600))
    calls(
        sdk_with(server, oauth=CLIENT), is_async, operation(), operation(), operation()
    )
    assert sent(server) == ["Bearer t1"] * 3
    assert [form_of(seen) for seen in asked(server)] == [
        {
            "grant_type": ["client_credentials"],
            "client_id": ["id"],
            "client_secret": ["s e&cret"],
            "audience": ["aud"],
        }
    ]


def test_a_token_for_each_set_of_scopes(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens(expires_in=3600))
    read, write = operation(scopes=["read"]), operation(scopes=["read", "write"])
    calls(sdk_with(server, oauth=CLIENT), is_async, read, write, read, write)
    assert sent(server)[:2] == ["Bearer t1", "Bearer t2"]
    assert [form_of(seen)["scope"] for seen in asked(server)] == [
        ["read"],
        ["read write"],
    ]


def test_an_expired_token_is_refreshed(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens(expires_in=0))
    calls(sdk_with(server, oauth=CLIENT), is_async, operation(), operation())
    assert sent(server) == ["Bearer t1", "Bearer t2"]


def test_a_refused_token_is_refreshed(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens())
    server.reply("/x", Reply(401), Reply(json={}))
    first, second = calls(
        sdk_with(server, oauth=CLIENT), is_async, operation(), operation()
    )
    assert first.status_code == 401
    assert second == {}
    assert sent(server) == ["Bearer t1", "Bearer t2"]


def test_a_retry_after_a_401_uses_another_token(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens())
    server.reply("/x", Reply(401), Reply(json={}))
    op = operation(retries=RetryDefaults(("401",), 1, 1))
    assert calls(sdk_with(server, oauth=CLIENT), is_async, op) == [{}]
    assert sent(server) == ["Bearer t1", "Bearer t2"]


def test_fifty_threads_ask_once(server: Server) -> None:
    tokens = Tokens(expires_in=3600)
    server.reply("/token", tokens)
    server.reply("/x", Reply(json={}))
    sdk = sdk_with(server, oauth=CLIENT)
    with ThreadPoolExecutor(50) as pool:
        list(
            pool.map(
                lambda _: sdk._call(operation(), {}, UNSET, None, None, None), range(50)
            )
        )
    assert tokens.count == 1
    assert sent(server) == ["Bearer t1"] * 50


def test_fifty_tasks_ask_once(server: Server) -> None:
    tokens = Tokens(expires_in=3600)
    server.reply("/token", tokens)
    server.reply("/x", Reply(json={}))

    async def all_at_once() -> None:
        async with sdk_with(server, oauth=CLIENT) as sdk:
            await asyncio.gather(
                *(
                    sdk._call_async(operation(), {}, UNSET, None, None, None)
                    for _ in range(50)
                )
            )

    asyncio.run(all_at_once())
    assert tokens.count == 1
    assert sent(server) == ["Bearer t1"] * 50


def test_the_client_by_http_basic(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens())
    calls(sdk_with(server, basic=CLIENT), is_async, operation())
    seen = asked(server)[0]
    assert seen.headers["authorization"] == "Basic aWQ6cytlJTI2Y3JldA=="
    assert form_of(seen) == {"grant_type": ["client_credentials"], "audience": ["aud"]}


def test_the_password_grant(server: Server, is_async: bool) -> None:
    server.reply("/token", Tokens())
    scheme = PasswordScheme(
        username="u", password="p", client_id="id", token_url=server.url + "/token"
    )
    calls(sdk_with(server, password=scheme), is_async, operation())
    assert form_of(asked(server)[0]) == {
        "grant_type": ["password"],
        "username": ["u"],
        "password": ["p"],
        "client_id": ["id"],
    }
    assert sent(server) == ["Bearer t1"]


def test_a_token_endpoint_that_refuses(server: Server, is_async: bool) -> None:
    server.reply(
        "/token",
        Reply(
            400, json={"error": "invalid_client", "error_description": "no such client"}
        ),
    )
    (error,) = calls(sdk_with(server, oauth=CLIENT), is_async, operation())
    assert "no such client" in str(error)
    assert "cret" not in str(error)
    assert sent(server) == []


def test_tokens_are_not_logged(server: Server, run: Run) -> None:
    lines: List[str] = []

    class Log:
        def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
            lines.append(msg % args)

    server.reply("/token", Reply(json={"access_token": "token-secret"}))
    sdk = sdk_with(server, oauth=CLIENT)
    sdk.sdk_configuration.debug_logger = Log()
    run(operation(), sdk=sdk)
    assert sent(server) == ["Bearer token-secret"]
    assert "token-secret" not in "\n".join(lines)


def test_async_methods_ask_natively(server: Server) -> None:
    sdk = sdk_with(server, oauth=CLIENT)
    rows = [
        row
        for row in str(sdk.sdk_configuration.describe_hooks()).splitlines()
        if "before_request" in row
    ]
    assert len(rows) == 1
    assert "native" in rows[0]
    assert "adapted" not in rows[0]
