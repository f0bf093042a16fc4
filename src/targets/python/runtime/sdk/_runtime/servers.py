"""Which server a call goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional
from urllib.parse import urljoin

from .operation import Operation, Servers

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration


def fill_template(url: str, variables: Mapping[str, str]) -> str:
    """Puts values in the place of ``{variables}``; one without a value stays as it is."""
    for name, value in variables.items():
        url = url.replace("{" + name + "}", value)
    return url


def given_variables(
    *sources: Optional[Mapping[str, Optional[str]]],
) -> Dict[str, str]:
    """Values of server variables that the user gave; later sources win."""
    return {
        name: value
        for source in sources
        for name, value in (source or {}).items()
        if value is not None
    }


def base_url(
    op: Operation[Any],
    configuration: "SDKConfiguration",
    server_url: Optional[str] = None,
) -> str:
    """The URL that paths are appended to: the call's, the operation's, or the SDK's."""
    if server_url is not None:
        if "{" in server_url:
            server_url = _filled(server_url, op.servers, configuration)
        return server_url.rstrip("/")
    if op.servers is not None and op.servers.urls:
        return _operation_server(op.servers, configuration)
    return _sdk_server(configuration).rstrip("/")


def _sdk_server(configuration: "SDKConfiguration") -> str:
    url, variables = configuration.get_server_details()
    return fill_template(fill_template(url, _given(configuration)), variables)


def _given(configuration: "SDKConfiguration") -> Mapping[str, str]:
    given: Mapping[str, str] = getattr(configuration, "server_variables", {})
    return given


def _operation_server(servers: Servers, configuration: "SDKConfiguration") -> str:
    template = servers.urls[_position(servers, configuration)]
    url = _filled(template, servers, configuration)
    if "://" not in url:
        url = urljoin(_sdk_server(configuration) + "/", url)
    return url.rstrip("/")


def _position(servers: Servers, configuration: "SDKConfiguration") -> int:
    """Which of an operation's servers: the one with the id of the SDK's, else the first."""
    chosen = getattr(configuration, "server", None)
    return servers.ids.index(chosen) if chosen in servers.ids else 0


def _filled(
    url: str, servers: Optional[Servers], configuration: "SDKConfiguration"
) -> str:
    """A template with the user's values, and the document's defaults where it is one of the operation's own."""
    given = _given(configuration)
    url = fill_template(url, given)
    if "{" not in url or servers is None or not servers.variables:
        return url
    for template, defaults in zip(servers.urls, servers.variables):
        if fill_template(template, given) == url:
            return fill_template(url, defaults)
    return url
