"""What has run out of accounts is cleaned away by the hourly job, and what still counts stays."""

from datetime import timedelta
from typing import Any, cast

import httpx

from domain.linking.requests import begin_on_web
from tests.webhooks.conftest import Service
from tests.webhooks.signing_in import EMAIL, PASSWORD
from workers.context import KEY, Worker
from workers.housekeeping import keep_house

TABLES = ("sessions", "refresh_tokens", "email_codes", "api_keys", "api_replays", "link_requests")


async def counts(service: Service) -> dict[str, int]:
    return {
        table: await service.value(f"SELECT count(*) FROM {table}")  # noqa: S608 - names above
        for table in TABLES
    }


async def test_what_has_run_out_is_cleaned_by_the_job(
    service: Service, asha: httpx.AsyncClient
) -> None:
    keeper = service.web.state.doorkeeper
    known = {"email": EMAIL, "password": PASSWORD}
    await service.client().post("/auth/login", json=known, headers={"Idempotency-Key": "one"})
    await service.client().post("/auth/forgot-password", json={"email": EMAIL})
    soon = (service.clock.now() + timedelta(hours=1)).isoformat()
    await asha.post("/keys", json={"name": "x", "scopes": ["read"], "expires_at": soon})
    caller = await keeper.admit(asha.headers["authorization"].removeprefix("Bearer "))
    await begin_on_web(service.app, caller.account, caller.session_id)
    assert min((await counts(service)).values()) > 0
    job = {KEY: Worker(service.app, cast("Any", None), cast("Any", None))}
    service.clock.advance(timedelta(days=2))
    await keep_house(job)
    left = await counts(service)
    assert (left["sessions"], left["refresh_tokens"], left["api_replays"]) == (2, 2, 0)
    # Sessions end after 30 days, and can be looked up for 30 more.
    service.clock.advance(timedelta(days=59))
    await keep_house(job)
    assert await counts(service) == dict.fromkeys(TABLES, 0)
