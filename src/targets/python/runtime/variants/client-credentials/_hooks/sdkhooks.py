"""The hooks of sync methods, as one SDK object has them."""

from .clientcredentials import ClientCredentialsHook


def register_built_in(hooks: Hooks) -> None:
    """Registers the hooks that the SDK itself has; they come first."""
    tokens = ClientCredentialsHook()
    hooks.register_before_request_hook(tokens)
    hooks.register_after_error_hook(tokens)
