"""Retries, timeouts, servers, globals, redirects, logging, raw access, deprecation, groups."""

from __future__ import annotations

import logging
import threading
import time
from email.utils import formatdate
from typing import Any, List

import pytest
from callers import LIBRARIES, Caller, Reply, Server  # noqa: F401

POINT = Reply(json={"x": 1})


def backoff(
    call: Caller,
    *,
    most: int = 20_000,
    connection: bool = True,
    strategy: str = "backoff",
    initial: int = 1,
) -> Any:
    from importlib import import_module

    utils = import_module(f"{call.module.__name__}.utils")
    return utils.RetryConfig(strategy, utils.BackoffStrategy(initial, 2 * initial, 1.5, most), connection)


# --- Retries ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_statuses_are_retried(call: Caller, status: int) -> None:
    call.server.reply("*", Reply(status), Reply(status), POINT)
    assert call("calls.retried").x == 1
    assert len(call.server.seen) == 3


@pytest.mark.parametrize("status", [400, 404, 408, 428])
def test_other_statuses_are_not(call: Caller, status: int) -> None:
    call.server.reply("*", Reply(status), POINT)
    with pytest.raises(call.errors.ConformanceDefaultError) as caught:
        call("calls.retried")
    assert caught.value.status_code == status
    assert len(call.server.seen) == 1


def test_a_lost_connection_is_retried(call: Caller) -> None:
    call.server.reply("*", Reply(drop=True), POINT)
    assert call("calls.retried").x == 1


def test_a_lost_connection_is_not_where_the_document_says_so(call: Caller) -> None:
    call.server.reply("*", Reply(drop=True), Reply(204))
    with pytest.raises(call.http.TransportError):
        call("calls.retried_status_only")
    assert len(call.server.seen) == 1


def test_without_retries_nothing_is_retried(call: Caller) -> None:
    call.server.reply("*", Reply(503), Reply(204))
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("calls.plain")
    assert len(call.server.seen) == 1


def test_a_body_is_sent_again_as_it_was(call: Caller) -> None:
    call.server.reply("*", Reply(503), Reply(204))
    call("calls.retried_post", request={"x": 1})
    first, second = call.server.seen
    assert (first.body, first.header("Content-Type")) == (second.body, second.header("Content-Type"))


def test_none_is_no_retries(call: Caller) -> None:
    call.server.reply("*", Reply(503), POINT)
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("calls.retried", retries=None)
    assert len(call.server.seen) == 1


def test_strategy_none_is_no_retries(call: Caller) -> None:
    call.server.reply("*", Reply(503), POINT)
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("calls.retried", retries=backoff(call, strategy="none"))
    assert len(call.server.seen) == 1


@pytest.mark.parametrize("status", [429, 500])
def test_timing_of_a_call_keeps_the_statuses(call: Caller, status: int) -> None:
    call.server.reply("*", Reply(status), POINT)
    assert call("calls.retried", retries=backoff(call)).x == 1
    call.server.reply("*", Reply(400), POINT)
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("calls.retried", retries=backoff(call))


def test_timing_of_the_sdk(call: Caller) -> None:
    sdk = call.make(retry_config=backoff(call, most=0))
    call.server.reply("*", Reply(503), POINT)
    with pytest.raises(call.errors.ConformanceDefaultError):
        call("calls.retried", sdk=sdk)
    assert len(call.server.seen) == 1


def test_timing_of_the_call_wins(call: Caller) -> None:
    sdk = call.make(retry_config=backoff(call, most=0))
    call.server.reply("*", Reply(503), POINT)
    assert call("calls.retried", sdk=sdk, retries=backoff(call)).x == 1


ASKS = [
    ("Retry-After", lambda: "1", 1.0),
    ("retry-after-ms", lambda: "120", 0.12),
    ("Retry-After", lambda: formatdate(time.time() + 2, usegmt=True), 0.9),
]


@pytest.mark.parametrize(("name", "value", "least"), ASKS)
def test_the_server_says_when(call: Caller, name: str, value: Any, least: float) -> None:
    call.server.reply("*", lambda seen: Reply(503, headers=[(name, value())]), POINT)
    assert call("calls.retried").x == 1
    first, second = call.server.seen
    assert second.at - first.at >= least - 0.01


@pytest.mark.parametrize(
    "header",
    [
        ("Retry-After", "86400"),
        ("retry-after-ms", "86400000"),
        ("Retry-After", "Fri, 31 Dec 9999 00:00:00 GMT"),
    ],
)
def test_a_day_is_not_waited_for(call: Caller, header: Any) -> None:
    call.server.reply("*", Reply(503, headers=[header]), POINT)
    with pytest.raises(call.errors.ConformanceDefaultError) as caught:
        call("calls.retried")
    assert caught.value.status_code == 503
    assert len(call.server.seen) == 1


@pytest.mark.parametrize("value", ["soon", "-5", "nan", ""])
def test_a_senseless_wish_is_ignored(call: Caller, value: str) -> None:
    call.server.reply("*", Reply(503, headers=[("Retry-After", value)]), POINT)
    assert call("calls.retried").x == 1


def test_the_last_answer_is_what_is_raised(call: Caller) -> None:
    call.server.reply(
        "*", Reply(503, body=b"first"), Reply(500, body=b"second", headers=[("Retry-After", "999")])
    )
    with pytest.raises(call.errors.ConformanceDefaultError, match="second"):
        call("calls.retried")


# --- Timeouts --------------------------------------------------------------------------------------------


def slow(call: Caller) -> threading.Event:
    gate = threading.Event()
    call.server.reply("*", Reply(204, hold=gate))
    return gate


def test_timeout_of_a_call(call: Caller) -> None:
    gate = slow(call)
    with pytest.raises(call.http.ReadTimeout):
        call("calls.plain", timeout_ms=30)
    gate.set()


def test_timeout_of_the_sdk(call: Caller) -> None:
    gate = slow(call)
    with pytest.raises(call.http.ReadTimeout):
        call("calls.plain", sdk=call.make(timeout_ms=30))
    gate.set()


def test_timeout_of_the_operation(call: Caller) -> None:
    gate = slow(call)
    with pytest.raises(call.http.ReadTimeout):
        call("calls.quick")
    gate.set()


def test_timeout_of_a_call_wins(call: Caller) -> None:
    gate = threading.Event()
    call.server.reply("*", Reply(204, hold=gate))
    threading.Timer(0.1, gate.set).start()
    call("calls.quick", timeout_ms=20_000)


# --- Servers ---------------------------------------------------------------------------------------------


def test_server_variables(call: Caller) -> None:
    call("calls.plain", sdk=call.make(host="localhost", port=str(call.server.port)))
    assert call.server.last.header("Host") == f"localhost:{call.server.port}"


def test_server_by_index(call: Caller) -> None:
    call("calls.plain", sdk=call.make(server_idx=1, port=str(call.server.port)))
    assert call.server.last.path == "/test/calls/plain"


def test_server_variable_of_an_enum(call: Caller) -> None:
    call("calls.plain", sdk=call.make(server_idx=1, port=str(call.server.port), stage="live"))
    assert call.server.last.path == "/live/calls/plain"


def test_server_url_with_parameters(call: Caller) -> None:
    sdk = call.make(server_url=call.server.url + "/{where}/", url_params={"where": "there"})
    call("calls.plain", sdk=sdk)
    assert call.server.last.path == "/there/calls/plain"


def test_server_index_that_is_none(call: Caller) -> None:
    with pytest.raises((ValueError, IndexError)):
        call("calls.plain", sdk=call.make(server_idx=7))


def test_server_of_an_operation(call: Caller) -> None:
    call("calls.elsewhere")
    assert call.server.last.path == "/own/calls/elsewhere"


def test_server_of_a_call_wins(call: Caller) -> None:
    for method in ("elsewhere", "plain"):
        call(f"calls.{method}", server_url=call.server.url + "/mine")
        assert call.server.last.path == f"/mine/calls/{method}"


def test_an_operations_own_server_takes_the_variables_of_the_sdk(call: Caller) -> None:
    port = str(call.server.port)
    for options in ({}, {"server_idx": 1}, {"stage": "live"}):
        call("calls.placed", sdk=call.make(port=port, **options))
        assert call.server.last.path == "/main/calls/placed"
    call("calls.placed", sdk=call.make(port=port, url_params={"area": "side"}))
    assert call.server.last.path == "/side/calls/placed"


def test_an_operations_own_servers_by_index(call: Caller) -> None:
    servers = call.models.PLACED_OP_SERVERS
    sdk = call.make(port=str(call.server.port))
    call("calls.placed", sdk=sdk, server_url=servers[1])
    assert call.server.last.path == "/zones/eu/calls/placed"
    call("calls.placed", server_url=servers[1].format(port=call.server.port, zone="us"))
    assert call.server.last.path == "/zones/us/calls/placed"
    sdk = call.make(port=str(call.server.port), url_params={"zone": "us"})
    call("calls.placed", sdk=sdk, server_url=servers[1])
    assert call.server.last.path == "/zones/us/calls/placed"


def test_the_sdks_server_url_takes_variables_too(call: Caller) -> None:
    call("calls.plain", sdk=call.make(server_url="http://127.0.0.1:{port}", port=str(call.server.port)))
    assert call.server.last.path == "/calls/plain"


# --- Globals ---------------------------------------------------------------------------------------------


def test_a_global(call: Caller) -> None:
    call("calls.globals", sdk=call.make(tenant="acme", x_trace="t1"))
    assert call.server.last.path == "/calls/globals/acme"
    assert call.server.last.header("X-Trace") == "t1"


def test_an_argument_wins_over_a_global(call: Caller) -> None:
    call("calls.globals", sdk=call.make(tenant="acme"), tenant="other")
    assert call.server.last.path == "/calls/globals/other"
    assert call.server.last.header("X-Trace") is None


def test_a_hidden_global_is_no_argument(call: Caller) -> None:
    with pytest.raises(TypeError, match="x_trace"):
        call("calls.globals", tenant="a", x_trace="b")


def test_a_global_that_is_missing(call: Caller) -> None:
    with pytest.raises((TypeError, ValueError), match="tenant"):
        call("calls.globals")
    assert call.server.seen == []


def test_globals_from_the_environment(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFORMANCE_TENANT", "env")
    call("calls.globals", sdk=call.make())
    assert call.server.last.path == "/calls/globals/env"


# --- Redirects -------------------------------------------------------------------------------------------


def secured(call: Caller) -> Any:
    models = call.models
    return call.make(security=models.Security(option1=models.SecurityOption1(header_key="k3y")))


def test_security_may_be_a_dict(call: Caller) -> None:
    call("calls.plain", sdk=call.make(security={"option1": {"header_key": "k3y"}}))
    assert call.server.last.header("X-Api-Key") == "k3y"


def test_redirects_are_followed(call: Caller) -> None:
    call.server.reply("/calls/plain", Reply(307, headers=[("Location", "/calls/there")]))
    call("calls.plain", sdk=secured(call))
    assert call.server.paths() == ["/calls/plain", "/calls/there"]
    assert call.server.last.header("X-Api-Key") == "k3y"


CREDENTIALS: Any = [
    ("X-Api-Key", lambda m: m.Security(option1=m.SecurityOption1(header_key="k3y"))),
    ("Authorization", lambda m: m.Security(option2=m.SecurityOption2(bearer="k3y"))),
    ("Cookie", lambda m: m.Security(option4=m.SecurityOption4(cookie_key="k3y"))),
]


@pytest.mark.parametrize(("name", "security"), CREDENTIALS)
def test_another_origin_gets_no_credentials(call: Caller, name: str, security: Any) -> None:
    with Server() as other:
        call.server.reply("/calls/plain", Reply(307, headers=[("Location", other.url + "/there")]))
        call("calls.plain", sdk=call.make(security=security(call.models)))
        assert call.server.last.header(name) is not None
        assert other.last.header(name) is None
        assert all("k3y" not in value for _, value in other.last.headers)


# --- Logging ---------------------------------------------------------------------------------------------


class Log:
    def __init__(self) -> None:
        self.lines: List[str] = []

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        self.lines.append(msg % args if args else msg)


SECRETS: Any = [
    lambda m: m.Security(option1=m.SecurityOption1(header_key="s3cr3t")),
    lambda m: m.Security(option2=m.SecurityOption2(bearer="s3cr3t")),
    lambda m: m.Security(option3=m.SecurityOption3(username="s3cr3t", password="s3cr3t", query_key="s3cr3t")),
    lambda m: m.Security(option4=m.SecurityOption4(cookie_key="s3cr3t")),
]


@pytest.mark.parametrize("security", SECRETS)
def test_a_log_holds_no_secrets(call: Caller, security: Any) -> None:
    log = Log()
    call.server.reply(
        "*", Reply(json={"x": 1, "access_token": "s3cr3t"}, headers=[("Set-Cookie", "sid=s3cr3t")])
    )
    sdk = call.make(security=security(call.models), debug_logger=log)
    call("responses.undeclared", sdk=sdk)
    text = "\n".join(log.lines)
    assert "/responses/undeclared" in text and "200" in text
    assert "s3cr3t" not in text and "czNjcjN0" not in text
    assert any("s3cr3t" in value for _, value in call.server.last.headers) or security is SECRETS[2]


def test_without_a_logger_nothing_is_said(
    call: Caller, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="conformance")
    call("calls.plain")
    assert [record for record in caplog.records if record.name.startswith("conformance")] == []
    assert capfd.readouterr() == ("", "")


def test_debugging_by_the_environment(
    call: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CONFORMANCE_DEBUG", "true")
    call("calls.plain", sdk=call.make())
    assert "/calls/plain" in caplog.text
    logging.getLogger("conformance").setLevel(logging.NOTSET)


# --- Raw access ------------------------------------------------------------------------------------------


def test_with_raw_response(call: Caller) -> None:
    call.server.reply("*", Reply(json={"x": 1}, headers=[("X-A", "1")]))
    raw = call("responses.with_raw_response.undeclared")
    assert raw.status_code == 200
    assert raw.headers["x-a"] == "1"
    assert raw.json() == {"x": 1} and raw.text == '{"x": 1}'
    assert call.finish(raw.parse()) == call.models.Point(x=1)


def test_with_raw_response_on_the_root(call: Caller) -> None:
    call.server.reply("*", Reply(json={"x": 1}))
    raw = call("undeclared", sdk=call.sdk.with_raw_response.responses)
    assert call.finish(raw.parse()).x == 1


def test_with_raw_response_raises_typed_errors(call: Caller) -> None:
    call.server.reply("*", Reply(404, json={"missing": "m"}))
    with pytest.raises(call.errors.NotFoundError):
        raw = call("responses.with_raw_response.ranges")
        call.finish(raw.parse())


def test_with_streaming_response(call: Caller) -> None:
    call.server.reply("*", Reply(chunks=[b'{"x"', b": 1}"], type="application/json"))
    opened = call.method("responses.with_streaming_response.undeclared")()
    if call.is_async:

        async def read() -> Any:
            async with opened as response:
                assert response.status_code == 200
                return b"".join([piece async for piece in response.iter_bytes()])

        assert call.run(read()) == b'{"x": 1}'
    else:
        with opened as response:
            assert response.status_code == 200
            assert b"".join(response.iter_bytes()) == b'{"x": 1}'


def test_with_streaming_response_left_early(call: Caller) -> None:
    gate = threading.Event()
    chunks: Any = [b"x", gate] + [b"y" * 10_000] * 200
    call.server.reply("*", Reply(chunks=chunks, type="application/octet-stream"))
    opened = call.method("streams.with_streaming_response.download")()
    if call.is_async:

        async def leave() -> None:
            async with opened:
                pass

        call.run(leave())
    else:
        with opened:
            pass
    gate.set()
    call.server.wait_closed()


# --- Deprecation, groups, arguments ----------------------------------------------------------------------


def test_a_deprecated_operation_warns(call: Caller) -> None:
    with pytest.warns(DeprecationWarning, match="It moved in May") as caught:
        call("calls.old")
    if not call.is_async:
        assert caught[0].filename.endswith("callers.py")
    assert call.server.last.path == "/calls/old"


GROUPS = [
    ("calls.many_tags", "/calls/many-tags"),
    ("pages.many_tags", "/calls/many-tags"),
    ("beta.agents.run", "/calls/grouped"),
    ("untagged", "/calls/untagged"),
]


@pytest.mark.parametrize(("method", "path"), GROUPS)
def test_groups(call: Caller, method: str, path: str) -> None:
    call(method)
    assert call.server.last.path == path


def test_an_ignored_operation_is_not_there(call: Caller) -> None:
    assert not hasattr(call.sdk.calls, "ignored")


def test_arguments_are_keyword_only(call: Caller) -> None:
    with pytest.raises(TypeError):
        call.method("bodies.json_text")("positional")


def test_user_agent_and_accept(call: Caller) -> None:
    call.server.reply("*", POINT)
    call("responses.undeclared")
    assert call.server.last.header("Accept") == "application/json"
    assert "0.1.0" in (call.server.last.header("User-Agent") or "")
