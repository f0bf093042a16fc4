"""Acme: things, and what can be done with them."""

from ._version import (
    __gen_version__,
    __openapi_doc_version__,
    __title__,
    __user_agent__,
    __version__,
)
from .sdk import SDK
from .sdkconfiguration import SERVERS, SDKConfiguration

VERSION: str = __version__
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
