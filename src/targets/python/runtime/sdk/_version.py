"""Versions of this package and of what it was made from."""

import importlib.metadata

__title__: str = "acme"
__version__: str = "0.0.1"
__openapi_doc_version__: str = "1.0.0"
__gen_version__: str = "0.0.0"
__user_agent__: str = "hookline-python/0.0.1 0.0.0 1.0.0 acme"

try:
    __version__ = importlib.metadata.version(__title__)
except importlib.metadata.PackageNotFoundError:
    pass
