"""What hooks are: their interfaces, and what they are told about a call."""

from ..httpclient import HttpClient


class SDKInitHook(ABC):
    """Runs once, while the SDK object is made."""

    @abstractmethod
    def sdk_init(self, base_url: str, client: HttpClient) -> Tuple[str, HttpClient]:
        """Gets the base URL and the HTTP client; returns them, or others."""
