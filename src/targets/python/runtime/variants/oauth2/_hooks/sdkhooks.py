"""The hooks of sync methods, as one SDK object has them."""

from __future__ import annotations

from .clientcredentials import ClientCredentialsHook
from .types import Hooks


def register_built_in(hooks: Hooks) -> None:
    """Registers the hooks that the SDK itself has; they come first."""
    tokens = ClientCredentialsHook()
    hooks.register_before_request_hook(tokens)
    hooks.register_after_error_hook(tokens)
