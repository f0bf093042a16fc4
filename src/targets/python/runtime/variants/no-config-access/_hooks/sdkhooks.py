"""The hooks of sync methods, as one SDK object has them."""

from ..httpclient import HttpClient


class SDKHooks(SDKHooks):
    def sdk_init(self, base_url: str, client: HttpClient) -> Tuple[str, HttpClient]:
        return run_init_hooks(self.registry, base_url, client)
