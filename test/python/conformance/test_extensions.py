"""What the ``x-`` extensions promise."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, Iterator, List

import pytest
from callers import Caller, Reply, package

BASIC = "Basic " + base64.b64encode(b"id:s").decode()


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, server: Any) -> Iterator[Caller]:
    module = package("conformance_extensions", "gen.extensions.yaml", "extensions.yaml")
    caller = Caller(module, request.param, server)
    server.reply("/token", Reply(json={"access_token": "t", "expires_in": 3600}))
    yield caller
    caller.close()


def at(call: Caller, **options: Any) -> Any:
    """An SDK that finds the server by the port of the document's own URLs."""
    return call.make(port=str(call.server.port), **options)


THING = Reply(json={"level": 1})


def test_names_by_pattern_and_our_own_extension_first(call: Caller) -> None:
    call.server.reply("*", THING)
    assert call("things.list", text="a").level == call.models.Level.LOW
    assert call.server.last.query == "q=a"
    call.server.reply("*", Reply(204))
    call("things.make", level=2)
    assert call.server.last.body == b'{"level":2}'


def test_a_group_by_a_rewritten_name(call: Caller) -> None:
    call("far.away.elsewhere")
    assert call.server.last.path == "/elsewhere"
    assert not hasattr(call.sdk.things, "elsewhere") and not hasattr(call.sdk.things, "hidden")


def test_names_of_fields_and_ignored_ones(call: Caller) -> None:
    call.server.reply("*", Reply(json={"level": 2, "odd": "o", "secret": "s", "open": "new"}))
    thing = call("things.list")
    assert (thing.even, thing.open) == ("o", "new")
    assert not hasattr(thing, "secret")


def test_enums(call: Caller) -> None:
    level = call.models.Level
    assert [(member.name, member.value) for member in level] == [("LOW", 1), ("HIGH", 2)]
    call.server.reply("*", Reply(json={"level": 3}))
    with pytest.raises(call.errors.ResponseValidationError, match="level"):
        call("things.list")


def test_a_type_of_anything(call: Caller) -> None:
    call.server.reply("*", THING)
    call("things.list", loose={"b": "c"})
    assert call.server.last.query == "b=c"


def test_retries_of_the_document_and_none_of_an_operation(call: Caller) -> None:
    call.server.reply("*", Reply(503), THING)
    assert call("things.list").level == 1
    call.server.reply("*", Reply(503), Reply(204))
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("things.once")


def test_errors_and_their_messages(call: Caller) -> None:
    call.server.reply("*", Reply(418, json={"why": {"text": "Short and stout"}}))
    with pytest.raises(call.errors.TeapotError, match="Short and stout"):
        call("things.strict")


def test_hooks_see_unknown_extensions(call: Caller) -> None:
    seen: List[Any] = []

    class Audit:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            seen.append((hook_ctx.operation_id, hook_ctx.extensions.get("x-audit")))
            return request

    call.server.reply("*", THING)
    call("things.list", sdk=call.make(hooks=[Audit()]))
    assert seen == [("listThings", {"level": "high"})]


def test_a_custom_scheme_is_for_hooks(call: Caller) -> None:
    class Sign:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            source = hook_ctx.security_source
            own = (source() if callable(source) else source).own
            request.headers["X-App"] = own.app_id
            return request

    call.server.reply("*", THING)
    security = call.models.Security(own=call.models.SchemeOwn(app_id="app"))
    call("things.list", sdk=call.make(security=security, hooks=[Sign()]))
    assert call.server.last.header("X-App") == "app"
    assert call.server.last.header("Authorization") is None


def machine(call: Caller, **more: Any) -> Any:
    scheme = call.models.SchemeMachine(client_id="id", client_secret="s", audience="aud", **more)
    return call.make(security=call.models.Security(machine=scheme))


def test_token_endpoint_by_basic_with_properties(call: Caller) -> None:
    call.server.reply("*", THING)
    call("things.list", sdk=machine(call))
    asked = call.server.seen[0]
    assert asked.header("Authorization") == BASIC
    form = dict(asked.form())
    assert (form["audience"], form["scope"]) == ("aud", "read")
    assert "client_secret" not in form
    assert call.server.last.header("Authorization") == "Bearer t"


def test_scopes_can_be_overridden(call: Caller) -> None:
    call.server.reply("*", THING)
    call("things.list", sdk=machine(call, scopes=["more"]))
    assert dict(call.server.seen[0].form())["scope"] == "more"


def test_servers_by_id(call: Caller) -> None:
    for options, path in (({}, "/main"), ({"server": "main"}, "/main"), ({"server": "beta"}, "/beta")):
        call("more.lost", sdk=at(call, **options))
        assert call.server.last.path == f"{path}/lost"
    with pytest.raises(ValueError, match="gamma"):
        call("more.lost", sdk=at(call, server="gamma"))


def test_an_operations_own_servers_by_id(call: Caller) -> None:
    for options, path in (({}, "/first"), ({"server": "main"}, "/first"), ({"server": "beta"}, "/second")):
        call("more.placed", sdk=at(call, **options))
        assert call.server.last.path == f"{path}/placed"
    call("more.placed", sdk=at(call), server_url=call.models.PLACED_OP_SERVERS["beta"])
    assert call.server.last.path == "/second/placed"
    call("more.placed", sdk=at(call), server_url=call.server.url + "/mine")
    assert call.server.last.path == "/mine/placed"


def test_globals_and_hidden_ones(call: Caller) -> None:
    call("more.many", sdk=call.make(tenant="t", x_quiet="q"))
    assert (call.server.last.query, call.server.last.header("X-Quiet")) == ("tenant=t", "q")
    call("more.many", sdk=call.make(tenant="t"), tenant="mine")
    assert call.server.last.query == "tenant=mine"
    with pytest.raises(TypeError, match="x_quiet"):
        call("more.many", x_quiet="q")


def test_parameters_that_are_written_differently(call: Caller) -> None:
    call("more.many", empty=[], file="a/b c")
    assert call.server.last.query == "empty=&file=a/b%20c"


def test_a_timeout_of_an_operation(call: Caller) -> None:
    seen: List[Any] = []

    class Look:
        def before_request(self, hook_ctx: Any, request: Any) -> Any:
            seen.append(request.extensions["timeout"]["read"])
            return request

    sdk = call.make(hooks=[Look()], timeout_ms=9000)
    call("more.many", sdk=sdk)
    call("more.lost", sdk=sdk)
    call("more.many", sdk=sdk, timeout_ms=50_000)
    assert seen == [1.234, 9.0, 50.0]


def test_pages(call: Caller) -> None:
    call.server.reply("/pages", Reply(json={"items": [1]}), Reply(json={"items": []}))
    first = call("more.pages", page=1)
    assert first.result.items == [1]
    call.finish(first.next())
    assert call.server.last.query == "page=2"


def test_a_body_that_stays_whole_and_its_namespace(call: Caller) -> None:
    call.server.reply("*", Reply(json={"name": "n"}))
    spaced = call.models.outer.space.Spaced(name="n")
    assert not hasattr(call.models, "Spaced")
    assert call("more.whole", request=spaced) == spaced
    assert call.server.last.body == b'{"name":"n"}'


def test_a_deprecated_operation_names_its_replacement(call: Caller) -> None:
    with pytest.warns(DeprecationWarning) as caught:
        call("more.old")
    assert [str(one.message) for one in caught] == ["Gone in June. Use many instead."]


def test_a_stream_by_argument_with_a_sentinel(call: Caller) -> None:
    chunks = [b'data: {"name": "a"}\n\n', b"data: [DONE]\n\n", b'data: {"name": "never"}\n\n']
    call.server.reply("/ask", Reply(chunks=chunks, type="text/event-stream"))
    assert [event.data.name for event in call.items(call("more.ask", stream=True))] == ["a"]
    call.server.reply("/ask", Reply(json={"name": "b"}))
    assert call("more.ask", stream=False).name == "b"


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (409, {"why": {"text": "Short"}}, "Short"),
        (409, {"error": {"message": "Wrapped up"}}, "Wrapped up"),
        (410, {"error": {"message": "Long gone"}}, "Long gone"),
    ],
)
def test_messages_inside_of_errors(call: Caller, status: int, body: Any, message: str) -> None:
    call.server.reply("*", Reply(status, json=body))
    with pytest.raises(call.errors.ConformanceError) as caught:
        call("more.lost")
    assert caught.value.message == message


def test_the_usage_example_and_examples_are_shown(call: Caller) -> None:
    readme = (Path(call.module.__file__ or "").parents[2] / "README.md").read_text("utf-8")
    usage = readme.split("## Usage")[1].split("<!-- End")[0]
    assert ".more.whole(" in usage and '"Voyager"' in usage
