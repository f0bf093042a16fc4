"""Which server a call goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional
from urllib.parse import urljoin

from .operation import Operation

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration


def fill_template(url: str, variables: Mapping[str, str]) -> str:
    """Puts values in the place of ``{variables}``; one without a value stays as it is."""
    for name, value in variables.items():
        url = url.replace("{" + name + "}", value)
    return url


def base_url(
    op: Operation[Any],
    configuration: "SDKConfiguration",
    server_url: Optional[str] = None,
) -> str:
    """The URL that paths are appended to: the call's, the operation's, or the SDK's."""
    if server_url is not None:
        return server_url.rstrip("/")
    if op.servers is not None and op.servers.urls:
        return _operation_server(op, configuration)
    url, variables = configuration.get_server_details()
    return fill_template(url, variables).rstrip("/")


def _operation_server(op: Operation[Any], configuration: "SDKConfiguration") -> str:
    servers = op.servers
    assert servers is not None
    variables: Mapping[str, str] = servers.variables[0] if servers.variables else {}
    url = fill_template(servers.urls[0], variables)
    if "://" not in url:
        sdk_url, sdk_variables = configuration.get_server_details()
        url = urljoin(fill_template(sdk_url, sdk_variables) + "/", url)
    return url.rstrip("/")
