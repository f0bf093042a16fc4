"""Retries: what a user configures, and retrying any function."""

from __future__ import annotations

import time
from typing import Any, Awaitable, Callable, List, Optional, TypeVar, Union

import httpx

from .._runtime.backoff import delay_ms, fits, retry_after_ms, status_matches

T = TypeVar("T")


class BackoffStrategy:
    """How long to wait between attempts, in milliseconds."""

    initial_interval: int
    max_interval: int
    exponent: float
    max_elapsed_time: int
    jitter_ms: Optional[int]

    def __init__(
        self,
        initial_interval: int,
        max_interval: int,
        exponent: float,
        max_elapsed_time: int,
        jitter_ms: Optional[int] = None,
    ) -> None:
        self.initial_interval = initial_interval
        self.max_interval = max_interval
        self.exponent = exponent
        self.max_elapsed_time = max_elapsed_time
        self.jitter_ms = jitter_ms

    def __repr__(self) -> str:
        return (
            f"BackoffStrategy({self.initial_interval}, {self.max_interval}, "
            f"{self.exponent}, {self.max_elapsed_time}, {self.jitter_ms})"
        )


class RetryConfig:
    """Whether calls are tried again (``strategy`` ``backoff`` or ``none``), and when."""

    strategy: str
    backoff: BackoffStrategy
    retry_connection_errors: bool
    status_codes_override: Optional[List[str]]
    """Statuses to retry in place of the operation's."""

    def __init__(
        self,
        strategy: str,
        backoff: BackoffStrategy,
        retry_connection_errors: bool,
        status_codes_override: Optional[List[str]] = None,
    ) -> None:
        self.strategy = strategy
        self.backoff = backoff
        self.retry_connection_errors = retry_connection_errors
        self.status_codes_override = status_codes_override

    def __repr__(self) -> str:
        return (
            f"RetryConfig({self.strategy!r}, {self.backoff!r}, "
            f"{self.retry_connection_errors}, {self.status_codes_override})"
        )


class Retries:
    """A configuration, and the statuses that it is for."""

    config: RetryConfig
    status_codes: List[str]

    def __init__(self, config: RetryConfig, status_codes: List[str]) -> None:
        self.config = config
        self.status_codes = (
            status_codes
            if config.status_codes_override is None
            else config.status_codes_override
        )


class TemporaryError(Exception):
    """A response that is worth another attempt."""

    response: httpx.Response
    retry_after: Optional[int]
    """Milliseconds that the server asks to wait."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(f"Temporary failure: status {response.status_code}")
        self.response = response
        self.retry_after = retry_after_ms(response.headers)


class PermanentError(Exception):
    """An error that no further attempt would mend."""

    inner: Exception

    def __init__(self, inner: Exception) -> None:
        super().__init__(str(inner))
        self.inner = inner


def retry(func: Callable[[], httpx.Response], retries: Retries) -> httpx.Response:
    """Calls a function until its response is none of the statuses to retry, or time is up."""
    if retries.config.strategy != "backoff":
        return func()

    def attempt() -> httpx.Response:
        try:
            return _checked(func(), retries)
        except Exception as error:
            raise _judged(error, retries) from error

    backoff = retries.config.backoff
    result: httpx.Response = retry_with_backoff(
        attempt,
        backoff.initial_interval,
        backoff.max_interval,
        backoff.exponent,
        backoff.max_elapsed_time,
        backoff.jitter_ms,
    )
    return result


async def retry_async(
    func: Callable[[], Awaitable[httpx.Response]], retries: Retries
) -> httpx.Response:
    """``retry`` of an async function."""
    if retries.config.strategy != "backoff":
        return await func()

    async def attempt() -> httpx.Response:
        try:
            return _checked(await func(), retries)
        except Exception as error:
            raise _judged(error, retries) from error

    backoff = retries.config.backoff
    result: httpx.Response = await retry_with_backoff_async(
        attempt,
        backoff.initial_interval,
        backoff.max_interval,
        backoff.exponent,
        backoff.max_elapsed_time,
        backoff.jitter_ms,
    )
    return result


def _checked(response: httpx.Response, retries: Retries) -> httpx.Response:
    if status_matches(retries.status_codes, response.status_code):
        raise TemporaryError(response)
    return response


def _judged(error: Exception, retries: Retries) -> Exception:
    if isinstance(error, TemporaryError):
        return error
    lost = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)
    if retries.config.retry_connection_errors and isinstance(error, lost):
        return error
    return PermanentError(error)


class _Waiting:
    """Decides after each failure how long to wait; raises where there is no time left."""

    def __init__(self, options: "tuple[int, int, float, int, Optional[int]]") -> None:
        self._options = options
        self._started = time.monotonic()
        self._attempt = 0

    def after(self, error: Exception) -> Union[float, httpx.Response]:
        """Seconds to wait; or, where time is up, the response to settle for."""
        if isinstance(error, PermanentError):
            raise error.inner
        initial, longest, exponent, most, jitter = self._options
        asked = error.retry_after if isinstance(error, TemporaryError) else None
        delay = delay_ms(
            self._attempt,
            initial_interval=initial,
            max_interval=longest,
            exponent=exponent,
            jitter_ms=jitter,
            asked_for=asked,
        )
        self._attempt += 1
        if fits((time.monotonic() - self._started) * 1000, delay, most):
            return delay / 1000
        if isinstance(error, TemporaryError):
            return error.response
        raise error


def retry_with_backoff(
    func: Callable[[], Any],
    initial_interval: int = 500,
    max_interval: int = 60000,
    exponent: float = 1.5,
    max_elapsed_time: int = 3600000,
    jitter_ms: Optional[int] = None,
) -> Any:
    """Calls a function until it raises no error; a ``PermanentError`` ends it at once."""
    waiting = _Waiting(
        (initial_interval, max_interval, exponent, max_elapsed_time, jitter_ms)
    )
    while True:
        try:
            return func()
        except Exception as error:
            wait = waiting.after(error)
            if isinstance(wait, httpx.Response):
                return wait
            if isinstance(error, TemporaryError):
                error.response.close()
        time.sleep(wait)


async def retry_with_backoff_async(
    func: Callable[[], Awaitable[Any]],
    initial_interval: int = 500,
    max_interval: int = 60000,
    exponent: float = 1.5,
    max_elapsed_time: int = 3600000,
    jitter_ms: Optional[int] = None,
) -> Any:
    """``retry_with_backoff`` of an async function."""
    waiting = _Waiting(
        (initial_interval, max_interval, exponent, max_elapsed_time, jitter_ms)
    )
    while True:
        try:
            return await func()
        except Exception as error:
            wait = waiting.after(error)
            if isinstance(wait, httpx.Response):
                return wait
            if isinstance(error, TemporaryError):
                await error.response.aclose()
        import asyncio

        await asyncio.sleep(wait)
