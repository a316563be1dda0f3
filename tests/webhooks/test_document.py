"""The whole document tried as each role: no server error, no status or shape that it does not name.

Schemathesis makes requests that the document allows, and such as it forbids.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as wishes
from hypothesis import strategies as st
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from domain.accounts.models import Role, User
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.webhooks.conftest import Service, serving_goa
from tests.webhooks.serving import serving

CHOSEN = [
    CHECKS.get_one("not_a_server_error"),
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
ROLES = {"stranger": 2, "unverified": 2, "traveller": 6, "admin": 2, "program": 2}
# Mail and whatever ends the session that all further requests are made in.
APART = ("/auth/logout", "/auth/change-password", "/me", "/sessions")


def try_all(document: Mapping[str, Any], port: int, token: str, examples: int) -> int:
    """Try every operation; return how many requests were made."""
    made = 0
    schema = schemathesis.openapi.from_dict(dict(document))
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if operation.method.upper() != "GET" and any(part in operation.path for part in APART):
            continue

        @seed(1)
        @given(case=st.one_of(*(operation.as_strategy(generation_mode=m) for m in MODES)))
        @wishes(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def tried(case: Any) -> None:
            nonlocal made
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            answer = case.call(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30)
            case.validate_response(answer, checks=CHOSEN)
            made += 1

        tried()
    return made


async def token_of(service: Service, role: str) -> str:
    """Return what somebody of a role calls with."""
    if role == "stranger":
        return ""
    client = await service.signed_in(role=Role.ADMIN if role == "admin" else Role.TRAVELLER)
    if role == "program":
        wish = {"name": "x", "scopes": ["read", "search", "track"]}
        key: str = (await client.post("/keys", json=wish)).json()["key"]
        return key
    if role == "unverified":
        await User.all().update(is_verified=False)
    return str(client.headers["authorization"]).removeprefix("Bearer ")


@pytest.mark.parametrize("role", ROLES)
async def test_the_whole_document_as(settings: Settings, clock: FakeClock, role: str) -> None:
    plenty = settings.model_copy(update={"api_requests_a_minute": 100_000})
    async with serving_goa(plenty, clock) as service, serving(service.web) as port:
        token = await token_of(service, role)
        document = service.web.openapi()
        made = await asyncio.to_thread(try_all, document, port, token, ROLES[role])
    assert made > 60
