"""Ours beside published SDKs, each against the same by hand with the HTTP library that it uses, and pydantic.

The argument is a part: start, calls, lists, events or concurrency. Prints a table as JSON.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import start
from answers import COUNT, answer, event_data, listing, stream
from measure import in_turns, in_turns_async, middle, order
from pydantic import TypeAdapter
from subject import URL, Subject, respond, subjects

AT_ONCE = 200
PATIENCE = 30.0


def calls(subject: Subject) -> List[object]:
    """One call: sync, then async; against httpx alone, and httpx with pydantic."""
    sync = middle(in_turns(_calls(subject), 30, rounds=15))
    parallel = middle(asyncio.run(_calls_async(subject)))
    return [
        sync["sdk"] * 1e6,
        sync["sdk"] / sync["http"],
        sync["sdk"] / sync["both"],
        parallel["sdk"] * 1e6,
        parallel["sdk"] / parallel["http"],
        parallel["sdk"] / parallel["both"],
    ]


def _calls(subject: Subject) -> Dict[str, Callable[[], object]]:
    library, raw = subject.library, subject.raw
    body = answer(subject.facts.api)
    client = library.Client(transport=respond(library, body))
    sdk = subject.make(library.Client(transport=respond(library, body)))

    def http() -> Any:
        response = client.post(URL + raw.PATH, json=raw.BODY)
        response.raise_for_status()
        return response

    return {
        "sdk": subject.function(subject.facts.call, sdk),
        "http": http,
        "both": lambda: raw.Answer.model_validate_json(http().content),
    }


async def _calls_async(subject: Subject) -> Dict[str, List[float]]:
    library, raw = subject.library, subject.raw
    body = answer(subject.facts.api)
    client = library.AsyncClient(transport=respond(library, body))
    sdk = subject.make_async(library.AsyncClient(transport=respond(library, body)))

    async def http() -> Any:
        response = await client.post(URL + raw.PATH, json=raw.BODY)
        response.raise_for_status()
        return response

    async def both() -> Any:
        return raw.Answer.model_validate_json((await http()).content)

    call = subject.function(subject.facts.call_async, sdk)
    return await in_turns_async({"sdk": call, "http": http, "both": both}, 30, rounds=15)


def patiently(pieces: Dict[str, Callable[[], object]], rounds: int) -> Dict[str, float]:
    """Medians of CPU seconds after a first round; less rounds where these take long."""
    seconds: Dict[str, List[float]] = {name: [] for name in pieces}
    began = time.perf_counter()
    for turn in range(rounds + 1):
        for name in order(pieces, turn):
            started = time.process_time()
            pieces[name]()
            seconds[name].append(time.process_time() - started)
        if time.perf_counter() - began > PATIENCE / 3:
            break
    return middle({name: found[1:] or found for name, found in seconds.items()})


def lists(subject: Subject) -> List[object]:
    """10,000 items: against ``validate_json`` on the same bytes."""
    body = listing(subject.facts.api)
    sdk = subject.make(subject.library.Client(transport=respond(subject.library, body)))
    adapter = TypeAdapter(subject.raw.Listing)
    pieces = {
        "sdk": subject.function(subject.facts.models, sdk),
        "raw": lambda: adapter.validate_json(body),
    }
    found = patiently(pieces, 9)
    return [found["sdk"] * 1e3, found["sdk"] / found["raw"]]


def events(subject: Subject) -> List[object]:
    """Up to 20,000 server-sent events in small and large chunks, against pydantic alone on their data."""
    adapter = TypeAdapter(subject.raw.Event)
    data = event_data(subject.facts.api)
    sources: Dict[str, Callable[[], Iterable[object]]] = {
        "raw": lambda: (adapter.validate_json(data) for _ in range(COUNT))
    }
    for size in (64, 65_536):
        sources[str(size)] = _source(subject, stream(subject.facts.api), size)
    found: Dict[str, List[float]] = {name: [] for name in sources}
    began = time.perf_counter()
    for turn in range(4):
        for name in order(sources, turn):
            found[name].append(_each(sources[name]()))
        if time.perf_counter() - began > PATIENCE / 3:
            break
    small, large, raw = (statistics.median(found[name][1:] or found[name]) for name in ("64", "65536", "raw"))
    return [small * 1e6, small / raw, large * 1e6, large / raw]


def _each(items: Iterable[object]) -> float:
    """CPU seconds for each item, of as many as come in some seconds."""
    count = 0
    began = time.process_time()
    for _ in items:
        count += 1
        if count % 200 == 0 and time.process_time() - began > PATIENCE / 6:
            break
    return (time.process_time() - began) / count


def _source(subject: Subject, body: bytes, size: int) -> Callable[[], Iterable[object]]:
    library = subject.library

    class Chunks(library.SyncByteStream):  # type: ignore[misc,name-defined]
        def __iter__(self) -> Iterator[bytes]:
            for at in range(0, len(body), size):
                yield body[at : at + size]

    def respond_in_chunks(request: Any) -> Any:
        return library.Response(200, headers={"content-type": "text/event-stream"}, stream=Chunks())

    sdk = subject.make(library.Client(transport=library.MockTransport(respond_in_chunks)))
    return subject.function(subject.facts.events, sdk)


SERVER = """
import asyncio, json, sys
BODY = sys.argv[1].encode()
HEAD = b"HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: %d\\r\\n\\r\\n" % len(BODY)
class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.kept = transport, b""
    def data_received(self, data):
        self.kept += data
        while True:
            head, end, rest = self.kept.partition(b"\\r\\n\\r\\n")
            if not end:
                return
            lengths = [line for line in head.lower().split(b"\\r\\n") if line.startswith(b"content-length:")]
            length = int(lengths[0].split(b":")[1]) if lengths else 0
            if len(rest) < length:
                return
            self.kept = rest[length:]
            self.transport.write(HEAD + BODY)
async def main():
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


def concurrency(subject: Subject) -> List[object]:
    """200 async calls at once over warm loopback connections, with the client that each makes for itself."""
    command = [sys.executable, "-c", SERVER, answer(subject.facts.api).decode()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        try:
            sdk, raw = asyncio.run(_rates(subject, url))
        finally:
            server.terminate()
    return [sdk, raw, sdk / raw if sdk and raw else None]


async def _rates(subject: Subject, url: str) -> Tuple[Optional[float], Optional[float]]:
    library, raw = subject.library, subject.raw
    call = subject.function(subject.facts.call_async, subject.start_async(url))
    async with library.AsyncClient(timeout=PATIENCE) as client:

        async def by_hand() -> None:
            response = await client.post(url + raw.PATH, json=raw.BODY)
            raw.Answer.model_validate_json(response.content)

        return await _rate(call), await _rate(by_hand)


async def _rate(call: Callable[[], Any]) -> Optional[float]:
    """Calls each second, after a first crowd that opens connections; None where a crowd does not come through."""
    seconds: List[float] = []
    while len(seconds) < 4 and sum(seconds) < PATIENCE:
        began = time.perf_counter()
        crowd = asyncio.gather(*(call() for _ in range(AT_ONCE)))
        try:
            await asyncio.wait_for(crowd, PATIENCE)
        except Exception:  # time is up for all, or for one of the calls
            return None
        seconds.append(time.perf_counter() - began)
    return AT_ONCE / statistics.median(seconds[1:] or seconds)


PARTS: Dict[str, Callable[[Subject], List[object]]] = {
    "start": start.measure,
    "calls": calls,
    "lists": lists,
    "events": events,
    "concurrency": concurrency,
}


CPU_SECONDS = 90


def within(seconds: int, measure: Callable[[Subject], List[object]], subject: Subject) -> List[object]:
    """What is measured, if that takes no longer; Windows waits as long as it takes."""
    import signal

    def stop(*_: object) -> None:
        raise TimeoutError(f"took more than {seconds} s of CPU")

    if not hasattr(signal, "SIGPROF"):
        return measure(subject)
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return measure(subject)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(part: str) -> None:
    found, notes = subjects()
    rows: List[Dict[str, Any]] = []
    for subject in found:
        print(f"  {part}: {subject.title()}", file=sys.stderr)
        try:
            rows.append({"what": subject.title(), "values": within(CPU_SECONDS, PARTS[part], subject)})
        except Exception as error:
            text = str(error).splitlines()[0] if str(error) else ""
            notes.append(f"{subject.title()}: {type(error).__name__} {text}".strip())
    print(json.dumps({"rows": rows, "notes": notes}))


if __name__ == "__main__":
    main(sys.argv[1])
