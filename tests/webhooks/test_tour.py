"""The tour in `docs/api.md` is walked as it is written."""

import re
import shlex
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.settings import Settings
from tests.conftest import FakeClock
from tests.webhooks.conftest import serving_goa
from tests.webhooks.signing_in import code_of

GUIDE = (Path(__file__).parents[2] / "docs/api.md").read_text()
STEPS = re.findall(r"```sh\n(.*?)\n```", GUIDE, re.DOTALL)
TAKEN = re.compile(r"(\w+)=\$\((curl .*) \| jq -r \.([\w.\[\]]+)\)")


def filled(line: str, known: dict[str, str]) -> str:
    """Return a line with the values of its variables."""
    for name, value in known.items():
        line = line.replace(f"${name}", value)
    return line


def request_of(line: str) -> httpx.Request:
    """Return the request that a line of curl makes."""
    words = shlex.split(line)
    headers, data, url = {}, None, ""
    assert words.pop(0) == "curl"
    while words:
        match words.pop(0):
            case "-s":
                pass
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "--json":
                data = words.pop(0)
                headers["Content-Type"] = "application/json"
            case address:
                url = address
    return httpx.Request("GET" if data is None else "POST", url, headers=headers, content=data)


def picked(answer: Any, path: str) -> str:
    """Return what jq would take from an answer."""
    for part in re.findall(r"\w+", path):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return str(answer)


async def test_the_tour_is_walked_as_it_is_written(settings: Settings, clock: FakeClock) -> None:
    assert len(STEPS) > 10
    async with serving_goa(settings, clock) as service:
        client = service.client()
        known: dict[str, str] = {}
        for step in STEPS:
            if step.startswith("API="):
                known["API"] = step.removeprefix("API=").replace("127.0.0.1:8080", "web")
                continue
            if "$CODE" in step:
                known["CODE"] = await code_of(service.app, "verify_email")
            taken = TAKEN.fullmatch(step)
            answer = await client.send(request_of(filled(taken[2] if taken else step, known)))
            assert answer.is_success, (step, answer.text)
            if taken:
                known[taken[1]] = picked(answer.json(), taken[3])
        alerts = await client.get("/alerts", headers={"Authorization": f"Bearer {known['KEY']}"})
        assert alerts.json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("name", ["auth", "keys", "places", "trackers", "alerts", "settings"])
def test_the_guide_names_what_there_is(name: str) -> None:
    assert f"`/{name}" in GUIDE
