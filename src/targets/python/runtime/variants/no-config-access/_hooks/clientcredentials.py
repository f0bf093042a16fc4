"""Gets OAuth2 tokens (client credentials and password grants) and puts them on requests."""

from ..httpclient import HttpClient


class ClientCredentialsHook(SDKInitHook, BeforeRequestHook, AfterErrorHook):
    """Keeps a token for each client and set of scopes; one is asked for at a time.

    A token is refreshed before it expires, and after a 401. Its own requests run no hooks.
    """

    client: HttpClient

    def __init__(self, store: Optional[SessionStore[Session]] = None) -> None:
        self.store = store or SessionStore[Session]()
        self.async_twin = AsyncClientCredentialsHook(self)
        """What async methods run in its place."""

    def sdk_init(self, base_url: str, client: HttpClient) -> Tuple[str, HttpClient]:
        return base_url, client

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        if self.is_hook_disabled(hook_ctx) or _has_other(request):
            return request
        credentials = credentials_in(_security_on(request)) or self.get_credentials(
            hook_ctx
        )
        if credentials is None:
            return request
        scopes = self.get_required_scopes(credentials, hook_ctx)
        key = _client_key(self, credentials)
        session = self.get_existing_session(key, scopes)
        if session is None:
            scope_key = self.get_scope_key(scopes)
            with self.store.alone(f"{key} {scope_key}"):
                session = self.get_existing_session(key, scopes)
                if session is None:
                    session = self.do_token_request(hook_ctx, credentials, scopes)
                    self.store.put(key, scope_key, session)
        return _authorize(request, session)

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        if (
            response is not None
            and response.status_code == 401
            and not self.is_hook_disabled(hook_ctx)
        ):
            token = response.request.extensions.get(_TOKEN)
            if token is not None:
                self.store.forget(token)
        return response, error

    def get_credentials(self, hook_ctx: HookContext) -> Optional[Credentials]:
        """The credentials that a call was given."""
        return self.get_credentials_global(resolve(hook_ctx.security_source, None))

    def get_credentials_global(self, security: Any) -> Optional[Credentials]:
        """The credentials in a security model."""
        return credentials_in(security)

    def do_token_request(
        self, hook_ctx: HookContext, credentials: Credentials, scopes: List[str]
    ) -> Session:
        """Asks the token endpoint."""
        wanted = token_request(credentials, scopes, hook_ctx.base_url)
        client = hook_ctx.config.client
        assert client is not None
        request = client.build_request(
            "POST", wanted.url, headers=wanted.headers, content=wanted.body
        )
        response = client.send(request)
        return read_session(response, credentials, scopes)

    def get_session_key(self, client_id: str, client_secret: str) -> str:
        """What tells clients apart."""
        return hashlib.sha256(f"{client_id}:{client_secret}".encode()).hexdigest()

    def get_scope_key(self, scopes: List[str]) -> str:
        """What tells sets of scopes apart."""
        return "&".join(sorted(scopes))

    def get_required_scopes(
        self, credentials: Credentials, hook_ctx: HookContext
    ) -> List[str]:
        """The scopes that the user set, or else those of the operation."""
        if credentials.scopes is not None:
            return credentials.scopes
        return hook_ctx.oauth2_scopes or []

    def get_existing_session(
        self, client_key: str, required_scopes: List[str]
    ) -> Optional[Session]:
        """A session whose token can still be used and covers the scopes."""
        for session in self.store.of(client_key):
            if self.has_required_scopes(session.scopes, required_scopes):
                if not self.has_token_expired(session.expires_at):
                    return session
                self.remove_session(client_key, self.get_scope_key(session.scopes))
        return None

    def has_required_scopes(
        self, scopes: List[str], required_scopes: List[str]
    ) -> bool:
        """Whether all scopes that are required are among the others."""
        return set(required_scopes).issubset(scopes)

    def has_token_expired(self, expires_at: Optional[int]) -> bool:
        """Whether a token's time is over; one without an end lasts until the server refuses it."""
        return expires_at is not None and time.time() >= expires_at

    def remove_session(self, client_key: str, scope_key: str) -> None:
        """Forgets a token."""
        self.store.remove(client_key, scope_key)

    def is_hook_disabled(self, hook_ctx: HookContext) -> bool:
        """Whether the call has no credentials at all."""
        return hook_ctx.security_source is None

    def as_async(self) -> AsyncClientCredentialsHook:
        """The hook that async methods run in this one's place."""
        return AsyncClientCredentialsHook(self)
