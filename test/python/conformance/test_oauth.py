"""OAuth2 tokens against a real token endpoint: asked for once, kept for each scope set, refreshed, never logged."""

from __future__ import annotations

import asyncio
import base64
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

import pytest
from callers import Caller, Reply, Seen, Server, package


class Tokens:
    """A token endpoint, and an API that knows which tokens are good."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.expires_in: Optional[int] = 3600
        self.given: List[Dict[str, str]] = []
        self.revoked: List[str] = []
        self.gate: Optional[threading.Event] = None
        server.reply("/token", self.give)
        server.reply("*", self.check)

    def give(self, seen: Seen) -> Reply:
        self.given.append(dict(seen.form()))
        body: Dict[str, Any] = {"access_token": f"t{len(self.given)}", "token_type": "Bearer"}
        if self.expires_in is not None:
            body["expires_in"] = self.expires_in
        return Reply(json=body, hold=self.gate)

    def check(self, seen: Seen) -> Reply:
        token = (seen.header("Authorization") or "").replace("Bearer ", "")
        return Reply(401) if not token or token in self.revoked else Reply(204)

    @property
    def used(self) -> List[Optional[str]]:
        """The tokens that calls were made with."""
        return [seen.header("Authorization") for seen in self.server.seen if seen.path != "/token"]


@pytest.fixture
def tokens(server: Server) -> Tokens:
    return Tokens(server)


@pytest.fixture(params=["sync", "async"])
def oauth(request: pytest.FixtureRequest, tokens: Tokens) -> Iterator[Caller]:
    caller = Caller(
        package("conformance_oauth", "gen.oauth.yaml", "oauth.yaml"), request.param, tokens.server
    )
    yield caller
    caller.close()


def client(oauth: Caller, name: str = "id", **options: Any) -> Any:
    security = oauth.models.Security(client_id=name, client_secret="s e&cret")
    return oauth.make(security=security, **options)


def test_a_token_is_asked_for_and_used(oauth: Caller, tokens: Tokens) -> None:
    oauth("read", sdk=client(oauth))
    assert tokens.used == ["Bearer t1"]
    (asked,) = tokens.given
    assert asked["grant_type"] == "client_credentials"
    assert (asked["client_id"], asked["client_secret"]) == ("id", "s e&cret")
    assert asked["scope"] == "read"
    assert oauth.server.seen[0].method == "POST"
    assert oauth.server.seen[0].header("Content-Type") == "application/x-www-form-urlencoded"


def test_a_token_is_kept(oauth: Caller, tokens: Tokens) -> None:
    sdk = client(oauth)
    for _ in range(3):
        oauth("read", sdk=sdk)
    assert tokens.used == ["Bearer t1"] * 3 and len(tokens.given) == 1


def test_other_scopes_need_another_token(oauth: Caller, tokens: Tokens) -> None:
    sdk = client(oauth)
    oauth("read", sdk=sdk)
    oauth("write", sdk=sdk, **security_of_write(oauth))
    assert [sorted(asked["scope"].split()) for asked in tokens.given] == [["read"], ["read", "write"]]


def security_of_write(oauth: Caller) -> Dict[str, Any]:
    if not hasattr(oauth.models, "WriteSecurity"):
        return {}
    return {"security": oauth.models.WriteSecurity(client_id="id", client_secret="s e&cret")}


def test_a_token_of_more_scopes_serves_fewer(oauth: Caller, tokens: Tokens) -> None:
    sdk = client(oauth)
    oauth("write", sdk=sdk, **security_of_write(oauth))
    oauth("read", sdk=sdk)
    assert tokens.used == ["Bearer t1", "Bearer t1"]


@pytest.mark.parametrize(("later", "used"), [(3000, "Bearer t1"), (3550, "Bearer t2"), (4000, "Bearer t2")])
def test_a_token_that_is_about_to_expire_is_replaced(
    oauth: Caller, tokens: Tokens, monkeypatch: pytest.MonkeyPatch, later: int, used: str
) -> None:
    sdk = client(oauth)
    oauth("read", sdk=sdk)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + later)
    oauth("read", sdk=sdk)
    assert tokens.used == ["Bearer t1", used]


def test_a_token_that_has_expired_already_is_used_once(oauth: Caller, tokens: Tokens) -> None:
    tokens.expires_in = 0
    sdk = client(oauth)
    oauth("read", sdk=sdk)
    oauth("read", sdk=sdk)
    assert tokens.used == ["Bearer t1", "Bearer t2"]


def test_a_token_without_an_end_is_kept(oauth: Caller, tokens: Tokens) -> None:
    tokens.expires_in = None
    sdk = client(oauth)
    oauth("read", sdk=sdk)
    oauth("read", sdk=sdk)
    assert len(tokens.given) == 1


def test_after_a_401_another_token_is_asked_for(oauth: Caller, tokens: Tokens) -> None:
    sdk = client(oauth)
    oauth("read", sdk=sdk)
    tokens.revoked.append("t1")
    try:
        oauth("read", sdk=sdk)
    except oauth.errors.ConformanceDefaultError as error:
        assert error.status_code == 401
    oauth("read", sdk=sdk)
    assert tokens.used[-1] == "Bearer t2" and len(tokens.given) == 2


def test_an_open_operation_needs_no_token(oauth: Caller, tokens: Tokens) -> None:
    oauth.server.reply("*", Reply(204))
    oauth("open", sdk=client(oauth))
    assert tokens.given == [] and tokens.used == [None]


def test_a_refused_token_is_an_error_of_its_own(oauth: Caller, tokens: Tokens) -> None:
    oauth.server.reply("/token", Reply(400, json={"error": "invalid_client"}))
    with pytest.raises(Exception, match="invalid_client|400"):
        oauth("read", sdk=client(oauth))
    assert tokens.used == []


def test_clients_do_not_share_tokens(oauth: Caller, tokens: Tokens) -> None:
    oauth("read", sdk=client(oauth, "one"))
    oauth("read", sdk=client(oauth, "two"))
    assert [asked["client_id"] for asked in tokens.given] == ["one", "two"]


async def test_fifty_calls_at_once_ask_for_one_token_async(tokens: Tokens) -> None:
    module = package("conformance_oauth", "gen.oauth.yaml", "oauth.yaml")
    security = module.models.Security(client_id="id", client_secret="secret")
    tokens.gate = threading.Event()
    async with module.Conformance(server_url=tokens.server.url, security=security) as sdk:
        calls = [asyncio.ensure_future(sdk.read_async()) for _ in range(50)]
        tokens.gate.set()
        await asyncio.gather(*calls)
    assert len(tokens.given) == 1
    assert tokens.used == ["Bearer t1"] * 50


def test_fifty_calls_at_once_ask_for_one_token(tokens: Tokens) -> None:
    module = package("conformance_oauth", "gen.oauth.yaml", "oauth.yaml")
    security = module.models.Security(client_id="id", client_secret="secret")
    start = threading.Barrier(50)
    with module.Conformance(server_url=tokens.server.url, security=security) as sdk:

        def read(_: int) -> None:
            start.wait()
            sdk.read()

        with ThreadPoolExecutor(50) as pool:
            list(pool.map(read, range(50)))
    assert len(tokens.given) == 1
    assert tokens.used == ["Bearer t1"] * 50


def test_a_token_is_never_logged(oauth: Caller, tokens: Tokens) -> None:
    lines: List[str] = []

    class Log:
        def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
            lines.append(msg % args if args else msg)

    oauth.server.reply("/token", Reply(json={"access_token": "t0psecret", "expires_in": 3600}))
    oauth.server.reply("*", Reply(204))
    oauth("read", sdk=client(oauth, debug_logger=Log()))
    text = "\n".join(lines)
    assert "/read" in text
    assert "t0psecret" not in text and "cret" not in text.replace("client_secret", "")


def test_a_token_url_of_the_users_own(oauth: Caller, tokens: Tokens) -> None:
    oauth.server.reply("/mine/token", tokens.give)
    security = oauth.models.Security(
        client_id="id", client_secret="s", token_url=oauth.server.url + "/mine/token"
    )
    oauth("read", sdk=oauth.make(security=security))
    assert oauth.server.paths() == ["/mine/token", "/read"]


@pytest.mark.parametrize(("name", "path"), [("main", "/main/read"), ("spare", "/spare/read")])
def test_server_by_id(oauth: Caller, tokens: Tokens, name: str, path: str) -> None:
    sdk = client(oauth, server=name, port=str(oauth.server.port), server_url=None)
    oauth("read", sdk=sdk)
    assert oauth.server.last.path == path


@pytest.fixture(params=["sync", "async"])
def passwords(request: pytest.FixtureRequest, tokens: Tokens) -> Iterator[Caller]:
    module = package("conformance_password", "gen.password.yaml", "password.yaml")
    caller = Caller(module, request.param, tokens.server)
    yield caller
    caller.close()


def test_password_grant(passwords: Caller, tokens: Tokens) -> None:
    security = passwords.models.Security(username="u", password="p&w", client_id="c", client_secret="s")
    sdk = passwords.make(security=security)
    passwords("read", sdk=sdk)
    passwords("read", sdk=sdk)
    (asked,) = tokens.given
    assert (asked["grant_type"], asked["username"], asked["password"]) == ("password", "u", "p&w")
    basic = passwords.server.seen[0].header("Authorization")
    wanted = "Basic " + base64.b64encode(b"c:s").decode()
    assert basic == wanted and "client_secret" not in asked
    assert tokens.used == ["Bearer t1", "Bearer t1"]


def test_readme_shows_all_of_the_credentials(oauth: Caller) -> None:
    readme = Path(oauth.module.__file__ or "").parents[2] / "README.md"
    shown = re.findall(r"models\.\w*Security\(([^)]*)\)", readme.read_text("utf-8"))
    assert shown
    assert all("client_id=" in one and "client_secret=" in one for one in shown)
