"""How many requests the server answers, how long they take, and what slow clients do to that.

    python tests/benchmarks/serving.py [--rounds N] [--seconds S]

The bare JSON endpoint is a Starlette application with one route, run by the same uvicorn with the
same settings; it and ``/v1/ask`` are asked in turns, so that what else the machine does weighs on
both alike. ``/v1/ask`` is asked questions whose replies the server has not at hand (more of them
than it keeps, one after the other), and questions that were asked before: traffic of people lies
between the two. Latencies are those of 16 connections that ask without a pause; then the same once
more beside 1,000 connections that do nothing and 50 that send a header a second. All of it is sent
to servers that the script itself starts on the loopback address.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle
from operator import truediv
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tables import Table

from chatbot.surfaces.http.service import REPLIES_KEPT

QUESTIONS = Path(__file__).parent.parent / "questions"
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

async def bare(request):
    return JSONResponse({"status": "alive"})

app = Starlette(routes=[Route("/livez", bare)])
uvicorn.run(app, port=int(sys.argv[1]), http="h11", loop="asyncio", lifespan="off",
            access_log=False, log_level="critical", server_header=False)
"""
CONNECTIONS = 16
IDLE, SLOW = 1_000, 50
GET = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"


def requests(*names: str) -> list[bytes]:
    """The questions in files that people asked, as requests."""
    found: dict[str, None] = {}
    for name in names:
        with (QUESTIONS / name).open(encoding="utf-8") as file:
            found |= dict.fromkeys(row["question"] for row in csv.DictReader(file))
    return list(map(request, found))


def request(question: str) -> bytes:
    """One question as a request."""
    body = json.dumps({"question": question}).encode()
    head = (
        "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def ask(port: int, asking: Iterator[bytes], until: float, took: list[float]) -> None:
    """Ask by one connection until a time, and add how long each request took, in seconds."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for asked in asking:
        began = time.perf_counter()
        if began > until:
            break
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise SystemExit(f"not answered: {head.decode()}")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
        await reader.readexactly(length)
        took.append(time.perf_counter() - began)
    writer.close()


async def measured(
    port: int, asking: Iterator[bytes], seconds: float, connections: int = CONNECTIONS
) -> list[float]:
    """How long requests took, asked by some connections at once."""
    took: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(ask(port, asking, until, took) for _ in range(connections)))
    return took


async def hold(port: int, stop: asyncio.Event, sent: bytes) -> None:
    """Hold a connection, and open it anew when it is closed; ``sent`` is sent once a second."""
    while not stop.is_set():
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /livez HTTP/1.1\r\n" if sent else b"")
        while not (stop.is_set() or writer.is_closing()):
            await asyncio.sleep(1)
            try:
                writer.write(sent)
                await writer.drain()
            except ConnectionError:
                break
        writer.close()


async def beside_slow_ones(port: int, asking: Iterator[bytes], seconds: float) -> list[float]:
    """As :func:`measured`, beside many idle and some slow clients."""
    stop = asyncio.Event()
    holding = [asyncio.create_task(hold(port, stop, b"")) for _ in range(IDLE)]
    holding += [asyncio.create_task(hold(port, stop, b"X-A: b\r\n")) for _ in range(SLOW)]
    await asyncio.sleep(2)
    took = await measured(port, asking, seconds)
    stop.set()
    await asyncio.gather(*holding, return_exceptions=True)
    return took


def cpu_seconds(process: int) -> float:
    """What a process has used of the processor so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(port: int, command: list[str]) -> Iterator[int]:
    """A server of this script's own; its process id."""
    with subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    urlopen(f"http://127.0.0.1:{port}/livez").close()
                    break
                except URLError:
                    time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()


def percentile(took: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(took)[int(share * (len(took) - 1))] * 1_000


class Measures:
    """What was measured of each endpoint, round by round."""

    def __init__(self, names: Iterable[str]) -> None:
        self.rates: dict[str, list[float]] = {name: [] for name in names}
        """Requests a second."""
        self.cpu: dict[str, list[float]] = {name: [] for name in self.rates}
        """Milliseconds of the processor a request, in the server."""

    def measure(
        self, name: str, process: int, port: int, asking: Iterator[bytes], seconds: float
    ) -> list[float]:
        """Ask by 16 connections; how long each request took, in seconds."""
        used = cpu_seconds(process)
        took = asyncio.run(measured(port, asking, seconds))
        self.cpu[name].append((cpu_seconds(process) - used) / len(took) * 1_000)
        self.rates[name].append(len(took) / seconds)
        return took

    def show(self) -> None:
        """Print the middle of all rounds, and how it compares with the first endpoint's."""
        table = Table("endpoint", {"a second": 0, "of bare": 2, "CPU ms": 3, "of bare's CPU": 1})
        for name, rates in self.rates.items():
            cpu = self.cpu[name]
            share = statistics.median(map(truediv, rates, self.rates["bare"]))
            times = statistics.median(map(truediv, cpu, self.cpu["bare"]))
            rate, used = statistics.median(rates), statistics.median(cpu)
            figures = {"a second": rate, "of bare": share, "CPU ms": used, "of bare's CPU": times}
            table.add(name, figures)
        print()


def show_latencies(latencies: dict[str, list[float]]) -> None:
    """Print the middle and the slowest hundredth of each."""
    table = Table("latency, ms", {"p50": 1, "p99": 1, "p99 / p50": 1})
    for name, took in latencies.items():
        half, most = percentile(took, 0.5), percentile(took, 0.99)
        table.add(name, {"p50": half, "p99": most, "p99 / p50": most / half})


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--port", type=int, default=8_765)
    options = parser.parse_args()
    port, bare, seconds = options.port, options.port + 1, options.seconds
    chatbot = [sys.executable, "-m", "chatbot", "serve", "--rate", "0", "--port"]
    typed = ("w", "who+is", "bor", "does+russia+sha", "who+votes+with+north+korea", "zzz")
    suggest = cycle([GET.replace(b"livez", b"v1/suggest?q=" + one.encode()) for one in typed])
    every, some = requests("development.csv", "kept.csv"), requests("kept.csv")
    assert len(some) < REPLIES_KEPT < len(every) - CONNECTIONS
    asking = {"ask, new": cycle(every), "ask, repeated": cycle(some)}
    measures = Measures(("bare", "livez", *asking, "suggest"))
    latencies: dict[str, list[float]] = defaultdict(list)
    with server(bare, [sys.executable, "-c", BARE]) as plain, server(port, chatbot) as full:
        for _ in range(options.rounds):
            measures.measure("bare", plain, bare, cycle([GET]), seconds)
            measures.measure("livez", full, port, cycle([GET]), seconds)
            measures.measure("suggest", full, port, suggest, seconds)
            for name, questions in asking.items():
                if name == "ask, repeated":
                    asyncio.run(measured(port, iter(some), 60))
                latencies[name] += measures.measure(name, full, port, questions, seconds)
                slow = asyncio.run(beside_slow_ones(port, questions, seconds))
                latencies[f"{name}, beside slow clients"] += slow
            latencies["suggest, one connection"] += asyncio.run(
                measured(port, suggest, seconds, connections=1)
            )
    measures.show()
    show_latencies(latencies)


if __name__ == "__main__":
    main()
