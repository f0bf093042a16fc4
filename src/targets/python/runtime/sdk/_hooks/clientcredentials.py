"""Gets OAuth2 tokens (client credentials and password grants) and puts them on requests."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple, Union

import httpx

from .._runtime.oauth import credentials_in, read_session, token_request
from .._runtime.request import SECURITY
from .._runtime.security import bearer, resolve, resolve_async
from .._runtime.sessions import SessionStore
from .types import (
    AfterErrorContext,
    AfterErrorHook,
    BeforeRequestContext,
    BeforeRequestHook,
    HookContext,
    SDKInitHook,
)

if TYPE_CHECKING:
    from ..httpclient import HttpClient
    from ..sdkconfiguration import SDKConfiguration

_TOKEN = "sdk_oauth2_token"


class Credentials:
    """What a token is asked for with."""

    client_id: str
    client_secret: str
    token_url: str
    scopes: Optional[List[str]]
    """Scopes that the user set in place of the operations'."""
    additional_properties: Dict[str, str]
    grant_type: str
    username: Optional[str]
    password: Optional[str]
    basic: bool
    """The client identifies itself by HTTP basic instead of in the body."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        token_url: str,
        scopes: Optional[List[str]],
        additional_properties: Optional[Dict[str, str]] = None,
        grant_type: str = "client_credentials",
        username: Optional[str] = None,
        password: Optional[str] = None,
        basic: bool = False,
    ) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.token_url = token_url
        self.scopes = scopes
        self.additional_properties = additional_properties or {}
        self.grant_type = grant_type
        self.username = username
        self.password = password
        self.basic = basic

    def __repr__(self) -> str:
        return (
            f"Credentials(client_id={self.client_id!r}, token_url={self.token_url!r})"
        )


class Session:
    """A token, what it is for, and until when it is used."""

    credentials: Credentials
    token: str
    scopes: List[str]
    expires_at: Optional[int] = None

    def __init__(
        self,
        credentials: Credentials,
        token: str,
        scopes: List[str],
        expires_at: Optional[int] = None,
    ) -> None:
        self.credentials = credentials
        self.token = token
        self.scopes = scopes
        self.expires_at = expires_at

    def __repr__(self) -> str:
        return f"Session(expires_at={self.expires_at!r}, scopes={self.scopes!r})"


class ClientCredentialsHook(SDKInitHook, BeforeRequestHook, AfterErrorHook):
    """Keeps a token for each client and set of scopes; one is asked for at a time.

    A token is refreshed before it expires, and after a 401. Its own requests run no hooks.
    """

    client: HttpClient

    def __init__(self, store: Optional[SessionStore[Session]] = None) -> None:
        self.store = store or SessionStore[Session]()
        self.async_twin = AsyncClientCredentialsHook(self)
        """What async methods run in its place."""

    def sdk_init(self, config: SDKConfiguration) -> SDKConfiguration:
        return config

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        if self.is_hook_disabled(hook_ctx) or _has_other(request):
            return request
        credentials = credentials_in(_security_on(request)) or self.get_credentials(
            hook_ctx
        )
        if credentials is None:
            return request
        scopes = self.get_required_scopes(credentials, hook_ctx)
        key = _client_key(self, credentials)
        session = self.get_existing_session(key, scopes)
        if session is None:
            scope_key = self.get_scope_key(scopes)
            with self.store.alone(f"{key} {scope_key}"):
                session = self.get_existing_session(key, scopes)
                if session is None:
                    session = self.do_token_request(hook_ctx, credentials, scopes)
                    self.store.put(key, scope_key, session)
        return _authorize(request, session)

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        if (
            response is not None
            and response.status_code == 401
            and not self.is_hook_disabled(hook_ctx)
        ):
            token = response.request.extensions.get(_TOKEN)
            if token is not None:
                self.store.forget(token)
        return response, error

    def get_credentials(self, hook_ctx: HookContext) -> Optional[Credentials]:
        """The credentials that a call was given."""
        return self.get_credentials_global(resolve(hook_ctx.security_source, None))

    def get_credentials_global(self, security: Any) -> Optional[Credentials]:
        """The credentials in a security model."""
        return credentials_in(security)

    def do_token_request(
        self, hook_ctx: HookContext, credentials: Credentials, scopes: List[str]
    ) -> Session:
        """Asks the token endpoint."""
        wanted = token_request(credentials, scopes, hook_ctx.base_url)
        client = hook_ctx.config.client
        assert client is not None
        request = client.build_request(
            "POST", wanted.url, headers=wanted.headers, content=wanted.body
        )
        response = client.send(request)
        return read_session(response, credentials, scopes)

    def get_session_key(self, client_id: str, client_secret: str) -> str:
        """What tells clients apart."""
        return hashlib.sha256(f"{client_id}:{client_secret}".encode()).hexdigest()

    def get_scope_key(self, scopes: List[str]) -> str:
        """What tells sets of scopes apart."""
        return "&".join(sorted(scopes))

    def get_required_scopes(
        self, credentials: Credentials, hook_ctx: HookContext
    ) -> List[str]:
        """The scopes that the user set, or else those of the operation."""
        if credentials.scopes is not None:
            return credentials.scopes
        return hook_ctx.oauth2_scopes or []

    def get_existing_session(
        self, client_key: str, required_scopes: List[str]
    ) -> Optional[Session]:
        """A session whose token can still be used and covers the scopes."""
        for session in self.store.of(client_key):
            if self.has_required_scopes(session.scopes, required_scopes):
                if not self.has_token_expired(session.expires_at):
                    return session
                self.remove_session(client_key, self.get_scope_key(session.scopes))
        return None

    def has_required_scopes(
        self, scopes: List[str], required_scopes: List[str]
    ) -> bool:
        """Whether all scopes that are required are among the others."""
        return set(required_scopes).issubset(scopes)

    def has_token_expired(self, expires_at: Optional[int]) -> bool:
        """Whether a token's time is over; one without an end lasts until the server refuses it."""
        return expires_at is not None and time.time() >= expires_at

    def remove_session(self, client_key: str, scope_key: str) -> None:
        """Forgets a token."""
        self.store.remove(client_key, scope_key)

    def is_hook_disabled(self, hook_ctx: HookContext) -> bool:
        """Whether the call has no credentials at all."""
        return hook_ctx.security_source is None

    def as_async(self) -> AsyncClientCredentialsHook:
        """The hook that async methods run in this one's place."""
        return AsyncClientCredentialsHook(self)


class AsyncClientCredentialsHook:
    """``ClientCredentialsHook`` of async methods; both share their tokens."""

    supersedes = (ClientCredentialsHook,)

    def __init__(self, hook: ClientCredentialsHook) -> None:
        self.hook = hook

    async def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        hook = self.hook
        if hook.is_hook_disabled(hook_ctx) or _has_other(request):
            return request
        security = _security_on(request)
        if security is None:
            security = await resolve_async(hook_ctx.security_source, None)
        credentials = hook.get_credentials_global(security)
        if credentials is None:
            return request
        scopes = hook.get_required_scopes(credentials, hook_ctx)
        key = _client_key(hook, credentials)
        session = hook.get_existing_session(key, scopes)
        if session is None:
            scope_key = hook.get_scope_key(scopes)
            async with hook.store.alone_async(f"{key} {scope_key}"):
                session = hook.get_existing_session(key, scopes)
                if session is None:
                    session = await self.do_token_request(hook_ctx, credentials, scopes)
                    hook.store.put(key, scope_key, session)
        return _authorize(request, session)

    async def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        return self.hook.after_error(hook_ctx, response, error)

    async def do_token_request(
        self, hook_ctx: HookContext, credentials: Credentials, scopes: List[str]
    ) -> Session:
        """Asks the token endpoint."""
        wanted = token_request(credentials, scopes, hook_ctx.base_url)
        client = hook_ctx.config.async_client
        assert client is not None
        request = client.build_request(
            "POST", wanted.url, headers=wanted.headers, content=wanted.body
        )
        response = await client.send(request)
        return read_session(response, credentials, scopes)


def _security_on(request: httpx.Request) -> Any:
    # A callable was asked for this attempt already.
    return request.extensions.get(SECURITY)


def _has_other(request: httpx.Request) -> bool:
    """Somebody else has authorized the request: the caller, or another scheme."""
    present = request.headers.get("authorization")
    if present is None:
        return False
    token = request.extensions.get(_TOKEN)
    return token is None or present != bearer(token)


def _client_key(hook: ClientCredentialsHook, credentials: Credentials) -> str:
    """A client is another one at another token endpoint, for another user, with other additional properties."""
    key = hook.get_session_key(credentials.client_id, credentials.client_secret)
    more = [credentials.token_url, credentials.username, credentials.password]
    more += [
        f"{name}={value}"
        for name, value in sorted(credentials.additional_properties.items())
    ]
    return key + hashlib.sha256(repr(more).encode()).hexdigest()


def _authorize(request: httpx.Request, session: Session) -> httpx.Request:
    request.headers["Authorization"] = bearer(session.token)
    request.extensions[_TOKEN] = session.token
    return request


__all__ = [
    "AsyncClientCredentialsHook",
    "ClientCredentialsHook",
    "Credentials",
    "Session",
]
