"""The client of the Acme API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Awaitable, Callable, Dict, Iterable, Optional, Union

from . import models
from ._runtime.root import AsyncRootSDK, SyncRootSDK
from ._runtime.security import flattened
from ._runtime.servers import given_variables
from ._runtime.setup import configure, server_from
from .httpclient import AsyncHttpClient, HttpClient
from .sdkconfiguration import SDKConfiguration
from .types.unset import UNSET, OptionalNullable
from .utils.logger import Logger, get_default_logger

if TYPE_CHECKING:
    from .things import Things
    from .utils.retries import RetryConfig


class SDK(SyncRootSDK, AsyncRootSDK):
    """Acme: things, and what can be done with them."""

    things: Things
    """Everything that can be done with a thing."""

    _sub_sdks = {"things": "things:Things"}

    def __init__(
        self,
        bearer_auth: Optional[
            Union[str, Callable[[], Optional[str]], Callable[[], Awaitable[str]]]
        ] = None,
        environment: Optional[str] = None,
        server_idx: Optional[int] = None,
        url_params: Optional[Dict[str, str]] = None,
        server_url: Optional[str] = None,
        client: Optional[HttpClient] = None,
        async_client: Optional[AsyncHttpClient] = None,
        retry_config: OptionalNullable[RetryConfig] = UNSET,
        timeout_ms: Optional[int] = None,
        debug_logger: Optional[Logger] = None,
        hooks: Optional[Iterable[object]] = None,
        hook_threads: Optional[int] = None,
    ) -> None:
        """Make a client. Nothing is sent before the first call.

        :param bearer_auth: The token, or a callable that gives it (async methods may have an async one).
        :param environment: The ``environment`` of the server's URL.
        :param server_idx: Which of ``SERVERS`` to use.
        :param url_params: Values for the variables in ``server_url``.
        :param server_url: A server of your own choice.
        :param client: The HTTP client of sync methods; you close it.
        :param async_client: The HTTP client of async methods; you close it.
        :param retry_config: Retries for all calls.
        :param timeout_ms: Timeout of all calls, in milliseconds.
        :param debug_logger: Hears of every request and response, with secrets masked.
        :param hooks: Hooks of your own; they run after those of the package.
        :param hook_threads: How many worker threads run sync hooks in async methods.
        """
        super().__init__(
            configure(
                SDKConfiguration(
                    client=client,
                    client_supplied=client is not None,
                    async_client=async_client,
                    async_client_supplied=async_client is not None,
                    debug_logger=debug_logger or get_default_logger(),
                    security=flattened(
                        lambda: models.Security, "bearer_auth", bearer_auth
                    ),
                    server_url=server_from(server_url, url_params),
                    server_idx=server_idx,
                    server_defaults=[
                        {"environment": environment or "api"},
                        {},
                    ],
                    server_variables=given_variables(
                        url_params, {"environment": environment}
                    ),
                    retry_config=retry_config,
                    timeout_ms=timeout_ms,
                ),
                hooks,
                hook_threads,
            )
        )
