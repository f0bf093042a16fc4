"""Whether a call is tried again: the operation's and the caller's retry settings as one value."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, Optional, Sequence

import httpx

from ..types.unset import Unset
from .backoff import delay_ms, fits, retry_after_ms, status_matches
from .request import can_resend

if TYPE_CHECKING:
    from ..types import OptionalNullable
    from ..utils.retries import RetryConfig
    from .operation import RetryDefaults

USUAL_STATUSES = ("429", "500", "502", "503", "504")
"""What is retried where only the caller asks for retries."""

CONNECTION_ERRORS = (
    httpx.NetworkError,
    httpx.TimeoutException,
    httpx.RemoteProtocolError,
)


class Policy(NamedTuple):
    """When to try again; times in milliseconds."""

    statuses: Sequence[str]
    initial_interval: int
    max_interval: int
    exponent: float
    max_elapsed_time: int
    connection_errors: bool
    jitter_ms: Optional[int] = None


def policy_of(
    operation: Optional[RetryDefaults],
    of_sdk: OptionalNullable[RetryConfig],
    of_call: OptionalNullable[RetryConfig],
) -> Optional[Policy]:
    """The call's settings, else the SDK's, else the operation's. None: no retries.

    The statuses are the operation's, whoever says how long to wait.
    """
    config = of_sdk if isinstance(of_call, Unset) else of_call
    if isinstance(config, Unset):
        return None if operation is None else _operations_own(operation)
    if config is None:
        return None
    statuses = USUAL_STATUSES if operation is None else operation.status_codes
    return policy_from(config, statuses)


def policy_from(config: RetryConfig, statuses: Sequence[str]) -> Optional[Policy]:
    """The policy of a ``RetryConfig``; None for the strategy ``none``."""
    if config.strategy != "backoff":
        return None
    backoff = config.backoff
    override = config.status_codes_override
    return Policy(
        statuses if override is None else override,
        backoff.initial_interval,
        backoff.max_interval,
        backoff.exponent,
        backoff.max_elapsed_time,
        config.retry_connection_errors,
        backoff.jitter_ms,
    )


def _operations_own(operation: RetryDefaults) -> Policy:
    return Policy(
        operation.status_codes,
        operation.initial_interval,
        operation.max_interval,
        operation.exponent,
        operation.max_elapsed_time,
        operation.retry_connection_errors,
    )


class Tries:
    """Counts the attempts of one call and says how long to wait before the next, if there is one."""

    __slots__ = ("attempt", "policy", "request", "started")

    def __init__(self, policy: Optional[Policy], request: httpx.Request) -> None:
        self.policy = policy
        self.request = request
        self.attempt = 0
        self.started = time.monotonic()

    def after_status(self, response: httpx.Response) -> Optional[float]:
        """Seconds to wait, where this status is tried again."""
        policy = self.policy
        if policy is None or not status_matches(policy.statuses, response.status_code):
            return None
        return self._wait(policy, retry_after_ms(response.headers))

    def after_error(self, error: Exception) -> Optional[float]:
        """Seconds to wait, where this error is tried again."""
        policy = self.policy
        if policy is None or not policy.connection_errors:
            return None
        return self._wait(policy) if isinstance(error, CONNECTION_ERRORS) else None

    def _wait(self, policy: Policy, asked_for: Optional[int] = None) -> Optional[float]:
        if not can_resend(self.request):
            return None
        delay = delay_ms(
            self.attempt,
            initial_interval=policy.initial_interval,
            max_interval=policy.max_interval,
            exponent=policy.exponent,
            jitter_ms=policy.jitter_ms,
            asked_for=asked_for,
        )
        elapsed = (time.monotonic() - self.started) * 1000
        if not fits(elapsed, delay, policy.max_elapsed_time):
            return None
        self.attempt += 1
        return delay / 1000
