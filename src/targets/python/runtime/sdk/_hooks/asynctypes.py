"""Hooks of async methods: the same as the sync ones, with ``async def``.

There is no async ``sdk_init``: an SDK object is made synchronously, for sync and async methods alike.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Awaitable, Callable, Optional, Tuple, Union

import httpx

from .types import (
    AfterErrorContext,
    AfterParseErrorContext,
    AfterSuccessContext,
    AroundRequestContext,
    BeforeRequestContext,
)


class AsyncBeforeRequestHook(ABC):
    """Runs before each attempt."""

    @abstractmethod
    async def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> Union[httpx.Request, Exception]:
        """Returns the request to send, or an exception to fail the attempt with."""


class AsyncAroundRequestHook(ABC):
    """Wraps each attempt of an async method, the first registered outermost."""

    @abstractmethod
    async def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], Awaitable[httpx.Response]],
    ) -> httpx.Response:
        """Returns what ``await call_next(request)`` gives, or an answer of its own."""


class AsyncAfterSuccessHook(ABC):
    """Runs after the last attempt, where its status is no error."""

    @abstractmethod
    async def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> Union[httpx.Response, Exception]:
        """Returns the response to decode, or an exception to raise."""


class AsyncAfterErrorHook(ABC):
    """Runs after the last attempt where its status is an error, and after each attempt without a response."""

    @abstractmethod
    async def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        """Returns a response to go on with and None, or an exception to raise.

        ``(response, error)`` as given leaves things as they are.
        """


class AsyncAfterParseErrorHook(ABC):
    """Runs where a response becomes an exception: an API error, or a body that does not fit."""

    @abstractmethod
    async def after_parse_error(
        self,
        hook_ctx: AfterParseErrorContext,
        response: httpx.Response,
        error: Exception,
    ) -> Exception:
        """Returns the exception to raise."""


class AsyncHooks(ABC):
    """Where hooks of async methods are registered. Those of sync methods are there already, adapted."""

    @abstractmethod
    def register_before_request_hook(self, hook: AsyncBeforeRequestHook) -> None: ...

    @abstractmethod
    def register_around_request_hook(self, hook: AsyncAroundRequestHook) -> None: ...

    @abstractmethod
    def register_after_success_hook(self, hook: AsyncAfterSuccessHook) -> None: ...

    @abstractmethod
    def register_after_error_hook(self, hook: AsyncAfterErrorHook) -> None: ...

    @abstractmethod
    def register_after_parse_error_hook(
        self, hook: AsyncAfterParseErrorHook
    ) -> None: ...

    @abstractmethod
    def disable_auto_adaptation(self) -> None:
        """Async methods run nothing but what is registered here."""
