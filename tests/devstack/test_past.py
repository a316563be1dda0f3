"""The market's past: loaded once, and never in anybody's way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from devstack.past import load_past
from devstack.plan import Plan, make_plan
from tests.journeys.product import free_port

ROOT = Path(__file__).parents[2]


def plan_of(state: Path, port: str) -> Plan:
    return make_plan(ROOT, {"STATE_DIR": str(state), "SANDBOX_PORT": port})


@asynccontextmanager
async def sandbox_that_answers(text: str) -> AsyncIterator[str]:
    """Answer every request with a text; yield the port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n"
        writer.write((head + text).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield str(server.sockets[0].getsockname()[1])


async def test_without_a_sandbox_one_line_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    await load_past(plan_of(tmp_path, free_port()), {}, said.append)
    (line,) = said
    assert "was not loaded" in line
    assert not (tmp_path / "past.csv").exists()


@pytest.mark.parametrize("environment", [{}, {"ENVIRONMENT": "production"}])
async def test_a_loader_that_fails_is_told_in_its_last_line_and_tried_again(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    said: list[str] = []
    async with sandbox_that_answers("no,such,columns\n") as port:
        for _ in range(2):
            await load_past(plan_of(tmp_path, port), environment, said.append)
    assert len(said) == 2
    assert all("was not loaded" in line and "\n" not in line for line in said)
    assert not (tmp_path / "past.csv").exists()


async def test_what_was_loaded_is_not_asked_for_again(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "past.csv").touch()
    await load_past(plan_of(tmp_path, free_port()), {}, said.append)
    assert said == []
