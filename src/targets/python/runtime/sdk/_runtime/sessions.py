"""Tokens that are kept: by client and scopes, asked for once at a time, forgotten when they are refused."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager, contextmanager
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncGenerator,
    Dict,
    Generator,
    Generic,
    List,
    Protocol,
    TypeVar,
)
from weakref import WeakKeyDictionary, WeakSet

import httpx

if TYPE_CHECKING:
    import asyncio


class HasToken(Protocol):
    """What a store needs to know of a session."""

    token: str


S = TypeVar("S", bound=HasToken)


class SessionStore(Generic[S]):
    """Sessions by client and scopes, and a lock for each, so that one token is asked for at a time."""

    def __init__(self) -> None:
        self.sessions: Dict[str, Dict[str, S]] = {}
        self._lock = threading.Lock()
        self._locks: Dict[str, threading.Lock] = {}
        self._task_locks: WeakKeyDictionary[
            asyncio.AbstractEventLoop, Dict[str, asyncio.Lock]
        ] = WeakKeyDictionary()
        _stores.add(self)

    def put(self, client_key: str, scope_key: str, session: S) -> None:
        """Keeps a session."""
        with self._lock:
            self.sessions.setdefault(client_key, {})[scope_key] = session

    def of(self, client_key: str) -> List[S]:
        """The sessions of a client."""
        return list(self.sessions.get(client_key, {}).values())

    def remove(self, client_key: str, scope_key: str) -> None:
        """Forgets a session."""
        with self._lock:
            self.sessions.get(client_key, {}).pop(scope_key, None)

    def forget(self, token: str) -> None:
        """Forgets the session of a token."""
        with self._lock:
            for sessions in self.sessions.values():
                for key in [
                    key for key, session in sessions.items() if session.token == token
                ]:
                    del sessions[key]

    @contextmanager
    def alone(self, key: str) -> Generator[None, None, None]:
        """Keeps other threads out."""
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            yield

    @asynccontextmanager
    async def alone_async(self, key: str) -> AsyncGenerator[None, None]:
        """Keeps other tasks of this event loop out."""
        import asyncio

        locks = self._task_locks.setdefault(asyncio.get_running_loop(), {})
        async with locks.setdefault(key, asyncio.Lock()):
            yield


_stores: WeakSet[SessionStore[Any]] = WeakSet()


def token_rejected(response: httpx.Response) -> None:
    """Forgets the token that was answered with 401, so that the next attempt or call asks for another."""
    if not _stores:
        return
    try:
        header = response.request.headers.get("authorization", "")
    except RuntimeError:  # made by hand, without a request
        return
    if header[:7] == "Bearer ":
        for store in list(_stores):
            store.forget(header[7:])
