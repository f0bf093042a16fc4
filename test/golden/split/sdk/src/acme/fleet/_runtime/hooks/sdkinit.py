"""Runs ``sdk_init`` hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...sdkconfiguration import SDKConfiguration
from .points import SDK_INIT, wrong_answer
from .syncregistry import SyncRegistry
from typing import Any, Tuple
from ...httpclient import HttpClient
from ..servers import fill_template

if TYPE_CHECKING:
    from ..._hooks.sdkhooks import SDKHooks


def run_init_hooks(
    registry: SyncRegistry, base_url: str, client: HttpClient
) -> Tuple[str, HttpClient]:
    """What the hooks make of the base URL and the client, one after the other."""
    for entry in registry.init:
        answer = entry.call(base_url, client)
        pair: Any = answer
        if not isinstance(answer, tuple) or len(pair) != 2:
            wrong_answer(SDK_INIT, entry.hook, pair, "(base_url, client)")
        url, other = pair
        if not isinstance(url, str) or not callable(getattr(other, "send", None)):
            wrong_answer(SDK_INIT, entry.hook, pair, "(base_url, client)")
        base_url, client = url, other
    return base_url, client


def configure(hooks: SDKHooks, config: SDKConfiguration) -> SDKConfiguration:
    """The configuration that an SDK object uses, after its hooks."""
    client = config.client if hooks.registry.init else None
    if client is not None:
        before = fill_template(*config.get_server_details())
        base_url, config.client = hooks.sdk_init(before, client)
        if base_url != before:
            config.server_url = base_url
    return config
