"""A circuit breaker for each host: after some failures in a row it stops asking for a while.

While it is open, a call fails at once with `CircuitOpen` instead of waiting for a server that does not answer. After
the pause one request is let through; its outcome closes the circuit or opens it again.
"""

import threading
import time
from typing import Awaitable, Callable, Dict

import httpx

from .asynctypes import AsyncAroundRequestHook
from .types import AroundRequestContext, AroundRequestHook

FAILURES = 5
PAUSE = 30.0
"""Seconds."""


class CircuitOpen(Exception):
    """The host failed too often lately; nothing was sent."""


class Circuit:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_from = 0.0

    def enter(self, host: str) -> None:
        with self._lock:
            if self._failures < FAILURES:
                return
            if self._clock() < self._closed_from:
                raise CircuitOpen(f"{host} failed {self._failures} times in a row")
            # One request may try; the others go on waiting for its outcome.
            self._closed_from = self._clock() + PAUSE

    def leave(self, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= FAILURES:
                self._closed_from = self._clock() + PAUSE


class Circuits:
    """One for each host, shared by sync and async methods."""

    def __init__(self) -> None:
        self._circuits: Dict[str, Circuit] = {}

    def of(self, host: str) -> Circuit:
        return self._circuits.setdefault(host, Circuit())


circuits = Circuits()


class CircuitBreaker(AroundRequestHook):
    def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], httpx.Response],
    ) -> httpx.Response:
        circuit = circuits.of(request.url.host)
        circuit.enter(request.url.host)
        try:
            response = call_next(request)
        except Exception:
            circuit.leave(failed=True)
            raise
        circuit.leave(failed=response.status_code >= 500)
        return response


class AsyncCircuitBreaker(AsyncAroundRequestHook):
    supersedes = (CircuitBreaker,)

    async def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], Awaitable[httpx.Response]],
    ) -> httpx.Response:
        circuit = circuits.of(request.url.host)
        circuit.enter(request.url.host)
        try:
            response = await call_next(request)
        except Exception:
            circuit.leave(failed=True)
            raise
        circuit.leave(failed=response.status_code >= 500)
        return response
