"""Versions of this package and of what it was made from."""

from typing import TYPE_CHECKING

__title__: str = "acme"
if TYPE_CHECKING:
    __version__: str = "0.0.1"
__openapi_doc_version__: str = "1.0.0"
__gen_version__: str = "0.0.0"
__user_agent__: str = "hookline-python/0.0.1 0.0.0 1.0.0 acme"

if not TYPE_CHECKING:

    def __getattr__(name: str) -> str:
        """``__version__`` is that of the installed package, looked up when it is asked for."""
        if name != "__version__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import metadata

        try:
            found = metadata.version(__title__)
        except metadata.PackageNotFoundError:
            found = "0.0.1"
        globals()[name] = found
        return found
