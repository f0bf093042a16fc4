"""The configuration of an SDK object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple, Union

from ._runtime.clients import defer, make
from ._version import __gen_version__, __openapi_doc_version__, __user_agent__
from .httpclient import AsyncHttpClient, HttpClient
from .types.unset import UNSET, OptionalNullable
from .utils.logger import Logger

if TYPE_CHECKING:
    from . import models
    from ._runtime.describe import HookTable
    from .utils.retries import RetryConfig

SERVERS = [
    "https://{environment}.acme.com",
    "https://eu.acme.com",
]
"""The servers of the API, as its document lists them."""


@dataclass(eq=False, repr=False)
class SDKConfiguration:
    """What every call of an SDK object goes by. Hooks see it as ``hook_ctx.config``."""

    client: Optional[HttpClient]
    client_supplied: bool
    async_client: Optional[AsyncHttpClient]
    async_client_supplied: bool
    debug_logger: Logger
    security: Optional[Union[models.Security, Callable[[], models.Security]]] = None
    server_url: Optional[str] = ""
    server_idx: Optional[int] = 0
    server_defaults: List[Dict[str, str]] = field(default_factory=lambda: [])
    server_variables: Dict[str, str] = field(default_factory=lambda: {})
    language: str = "python"
    openapi_doc_version: str = __openapi_doc_version__
    sdk_version: str = field(default_factory=str)
    gen_version: str = __gen_version__
    user_agent: str = __user_agent__
    retry_config: OptionalNullable[RetryConfig] = field(default_factory=lambda: UNSET)
    timeout_ms: Optional[int] = None

    def __post_init__(self) -> None:
        defer(self)

    if not TYPE_CHECKING:  # what nobody gave is made at its first use

        def __getattr__(self, name: str) -> Any:
            return make(self, name)

    def get_server_details(self) -> Tuple[str, Dict[str, str]]:
        """The URL of the server in use, and the values of its variables."""
        if self.server_url:
            return self.server_url.rstrip("/"), {}
        index = self.server_idx or 0
        return SERVERS[index], self.server_defaults[index]

    def describe_hooks(self) -> HookTable:
        """Which hooks run, in which order and how; print it."""
        from ._runtime.describe import describe

        return describe(self)
