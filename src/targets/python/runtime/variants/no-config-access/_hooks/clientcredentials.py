"""Gets OAuth2 tokens (client credentials and password grants) and puts them on requests."""

from ..httpclient import HttpClient


class ClientCredentialsHook(ClientCredentialsHook):
    def sdk_init(self, base_url: str, client: HttpClient) -> Tuple[str, HttpClient]:
        return base_url, client
