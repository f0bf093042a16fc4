"""things: everything that can be done with a thing."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Dict, Mapping, Optional, Union

import httpx

from . import errors, models
from ._runtime.operation import (
    Body,
    Content,
    Operation,
    Response,
    RetryDefaults,
    path,
    query,
)
from .basesdk import BaseSDK
from .types.unset import UNSET, OptionalNullable

if TYPE_CHECKING:
    from .utils.eventstreaming import EventStream, EventStreamAsync
    from .utils.retries import RetryConfig

_GET_THING: Operation[models.Thing] = Operation(
    id="getThing",
    method="GET",
    path="/things/{thingId}",
    parameters=(
        path("thing_id", "thingId"),
        query("verbose"),
    ),
    responses={
        "200": Response(
            (Content("json", "application/json", lambda: models.Thing),),
        ),
        "404": Response(
            (
                Content(
                    "json",
                    "application/json",
                    lambda: errors.ProblemErrorData,
                    error=lambda: errors.ProblemError,
                ),
            ),
            is_error=True,
        ),
    },
    tags=("things",),
    extensions={"x-audit": {"level": "high"}},
    scopes=["things:read"],
)

_PUT_THING: Operation[models.Thing] = Operation(
    id="putThing",
    method="PUT",
    path="/things/{thingId}",
    parameters=(path("thing_id", "thingId"),),
    body=Body(
        "json",
        "application/json",
        lambda: models.Thing,
        fields=("id", "seen"),
    ),
    responses={
        "200": Response(
            (Content("json", "application/json", lambda: models.Thing),),
        ),
    },
    tags=("things",),
    retries=RetryDefaults(("429", "5XX"), 10, 100, 1.5, 10_000),
)

_WATCH_THING: Operation[models.Thing] = Operation(
    id="watchThing",
    method="GET",
    path="/things/{thingId}/events",
    parameters=(path("thing_id", "thingId"),),
    responses={
        "200": Response(
            (
                Content(
                    "sse",
                    "text/event-stream",
                    lambda: models.Thing,
                    sentinel="[DONE]",
                    flat=True,
                ),
            ),
        ),
    },
    tags=("things",),
)

_DOWNLOAD_THING: Operation[httpx.Response] = Operation(
    id="downloadThing",
    method="GET",
    path="/things/{thingId}/content",
    parameters=(path("thing_id", "thingId"),),
    responses={
        "200": Response((Content("stream", "application/octet-stream"),)),
    },
    tags=("things",),
)

_UPLOAD_THING: Operation[None] = Operation(
    id="uploadThing",
    method="PUT",
    path="/things/{thingId}/content",
    parameters=(path("thing_id", "thingId"),),
    body=Body("binary", "application/octet-stream", argument="content"),
    responses={"204": Response()},
    tags=("things",),
    retries=RetryDefaults(("5XX",), 10, 100, 1.5, 10_000),
)


class Things(BaseSDK):
    """Everything that can be done with a thing."""

    def get_thing(
        self,
        *,
        thing_id: str,
        verbose: Optional[bool] = None,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> models.Thing:
        """Get one thing.

        :param thing_id: The thing's id, as listing gives it.
        :param verbose: Include what is usually left out.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.ProblemError: 404
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return self._call(
            _GET_THING,
            {"thing_id": thing_id, "verbose": verbose},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    async def get_thing_async(
        self,
        *,
        thing_id: str,
        verbose: Optional[bool] = None,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> models.Thing:
        """Get one thing.

        :param thing_id: The thing's id, as listing gives it.
        :param verbose: Include what is usually left out.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.ProblemError: 404
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return await self._call_async(
            _GET_THING,
            {"thing_id": thing_id, "verbose": verbose},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    def put_thing(
        self,
        *,
        thing_id: str,
        id: str,
        seen: Optional[Dict[str, str]] = None,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> models.Thing:
        """Store one thing.

        :param thing_id: The thing's id.
        :param id: The same, in the thing.
        :param seen: What has been seen of it.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return self._call(
            _PUT_THING,
            {"thing_id": thing_id, "id": id, "seen": seen},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    async def put_thing_async(
        self,
        *,
        thing_id: str,
        id: str,
        seen: Optional[Dict[str, str]] = None,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> models.Thing:
        """Store one thing.

        :param thing_id: The thing's id.
        :param id: The same, in the thing.
        :param seen: What has been seen of it.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return await self._call_async(
            _PUT_THING,
            {"thing_id": thing_id, "id": id, "seen": seen},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    def watch_thing(
        self,
        *,
        thing_id: str,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> EventStream[models.Thing]:
        """Watch one thing change.

        :param thing_id: The thing's id.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return self._stream(
            _WATCH_THING,
            {"thing_id": thing_id},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    async def watch_thing_async(
        self,
        *,
        thing_id: str,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> EventStreamAsync[models.Thing]:
        """Watch one thing change.

        :param thing_id: The thing's id.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return await self._stream_async(
            _WATCH_THING,
            {"thing_id": thing_id},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    def download_thing(
        self,
        *,
        thing_id: str,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> httpx.Response:
        """Get what a thing holds.

        :param thing_id: The thing's id.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return self._call(
            _DOWNLOAD_THING,
            {"thing_id": thing_id},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    async def download_thing_async(
        self,
        *,
        thing_id: str,
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> httpx.Response:
        """Get what a thing holds.

        :param thing_id: The thing's id.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        return await self._call_async(
            _DOWNLOAD_THING,
            {"thing_id": thing_id},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    def upload_thing(
        self,
        *,
        thing_id: str,
        content: Union[bytes, IO[bytes]],
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        """Store what a thing holds.

        :param thing_id: The thing's id.
        :param content: The bytes, or a file of them.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        self._call(
            _UPLOAD_THING,
            {"thing_id": thing_id, "content": content},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )

    async def upload_thing_async(
        self,
        *,
        thing_id: str,
        content: Union[bytes, IO[bytes]],
        retries: OptionalNullable[RetryConfig] = UNSET,
        server_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
        http_headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        """Store what a thing holds.

        :param thing_id: The thing's id.
        :param content: The bytes, or a file of them.
        :param retries: Override the retry configuration for this call.
        :param server_url: Override the server for this call.
        :param timeout_ms: Override the timeout for this call, in milliseconds.
        :param http_headers: Headers to add or replace.
        :raises errors.AcmeDefaultError: any other 4XX or 5XX
        """
        await self._call_async(
            _UPLOAD_THING,
            {"thing_id": thing_id, "content": content},
            retries,
            server_url,
            timeout_ms,
            http_headers,
        )
