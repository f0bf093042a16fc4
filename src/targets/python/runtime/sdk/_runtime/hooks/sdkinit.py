"""Runs ``sdk_init`` hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...sdkconfiguration import SDKConfiguration
from .points import SDK_INIT, wrong_answer
from .syncregistry import SyncRegistry

if TYPE_CHECKING:
    from ..._hooks.sdkhooks import SDKHooks


def run_init_hooks(
    registry: SyncRegistry, config: SDKConfiguration
) -> SDKConfiguration:
    """What the hooks make of a configuration, one after the other."""
    for entry in registry.init:
        answer = entry.call(config)
        if not isinstance(answer, SDKConfiguration):
            wrong_answer(SDK_INIT, entry.hook, answer, "an SDKConfiguration")
        config = answer
    return config


def configure(hooks: SDKHooks, config: SDKConfiguration) -> SDKConfiguration:
    """The configuration that an SDK object uses, after its hooks."""
    return hooks.sdk_init(config)
