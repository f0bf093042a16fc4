"""Acme: things, and what can be done with them."""

from typing import TYPE_CHECKING

from ._version import (
    __gen_version__,
    __openapi_doc_version__,
    __title__,
    __user_agent__,
)
from .sdk import SDK
from .sdkconfiguration import SERVERS, SDKConfiguration
from .utils.dynamic_imports import lazy_getattr

if TYPE_CHECKING:
    from ._version import __version__

    VERSION = __version__

OPENAPI_DOC_VERSION = __openapi_doc_version__
USER_AGENT = __user_agent__

__all__ = [
    "OPENAPI_DOC_VERSION",
    "SDK",
    "SERVERS",
    "SDKConfiguration",
    "USER_AGENT",
    "VERSION",
    "__gen_version__",
    "__openapi_doc_version__",
    "__title__",
    "__user_agent__",
    "__version__",
]

_dynamic_imports = {
    "VERSION": "._version:__version__",
    "__version__": "._version",
}

if not TYPE_CHECKING:  # a typo stays an error for type checkers

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name)
