"""As many requests as a service takes, over some connections that stay open.

A client library would cost more than what is measured: requests are bytes made beforehand, and of
an answer only its status and length are read.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LENGTH = b"content-length:"
CHUNKED = b"transfer-encoding: chunked"


@dataclass
class Tally:
    """The requests' outcomes: seconds for each, and statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    whole: float = 0.0

    def figures(self) -> dict[str, float]:
        """Return requests a second, and the median and 99th percentile in milliseconds."""
        ordered = sorted(self.seconds)
        return {
            "rps": round(len(ordered) / self.whole, 1),
            "median_ms": round(ordered[len(ordered) // 2] * 1000, 2),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)] * 1000, 2),
        }


def request(
    method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> bytes:
    """Return a request as it goes over the line."""
    head = {"Host": "localhost", **(headers or {})}
    if body:
        head |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def hammer(port: int, requests: Iterator[bytes], connections: int) -> Tally:
    """Send all requests, one at a time on each connection."""
    tally, began = Tally(), time.perf_counter()
    await asyncio.gather(*(_connection(port, requests, tally) for _ in range(connections)))
    tally.whole = time.perf_counter() - began
    return tally


async def _connection(port: int, requests: Iterator[bytes], tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for one in requests:
        began = time.perf_counter()
        writer.write(one)
        status = await _answer(reader)
        tally.seconds.append(time.perf_counter() - began)
        tally.statuses[status] = tally.statuses.get(status, 0) + 1
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    if CHUNKED in lowered:
        while (size := int(await reader.readline(), 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    elif LENGTH in lowered:
        begins = lowered.index(LENGTH) + len(LENGTH)
        await reader.readexactly(int(lowered[begins : lowered.index(b"\r", begins)]))
    return int(head[9:12])
