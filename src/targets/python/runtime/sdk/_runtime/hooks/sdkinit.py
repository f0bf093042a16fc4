"""Runs ``sdk_init`` hooks."""

from __future__ import annotations

from ...sdkconfiguration import SDKConfiguration
from .points import SDK_INIT, wrong_answer
from .syncregistry import SyncRegistry


class InitHooks:
    """The part of ``SDKHooks`` that runs while an SDK object is made."""

    registry: SyncRegistry

    def sdk_init(self, config: SDKConfiguration) -> SDKConfiguration:
        for entry in self.registry.init:
            answer = entry.call(config)
            if not isinstance(answer, SDKConfiguration):
                wrong_answer(SDK_INIT, entry.hook, answer, "an SDKConfiguration")
            config = answer
        return config

    def configure(self, config: SDKConfiguration) -> SDKConfiguration:
        """The configuration that an SDK object uses, after its hooks."""
        return self.sdk_init(config)
