"""Pauses, newer credentials and shares: what administrators decide, and every process follows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from domain.administration.audit import COMMAND_LINE, Act, read_audit
from domain.administration.credentials import change_credentials, forget_credentials
from domain.administration.suppliers import last_asked, pause_supplier, read_supplier, try_supplier
from domain.app import App, open_app
from domain.errors import DatabaseUnavailable
from domain.settings import Settings
from domain.suppliers.access import HIDDEN, LONGEST_ADDRESS, OPEN_WHILE_PAUSED, shown_address
from domain.suppliers.acts import Unsent
from domain.suppliers.assembly import build_registry
from domain.suppliers.contract import Supplier, SupplierGateway, SupplierPaused
from domain.suppliers.follower import Follower, following
from domain.suppliers.http import Call
from domain.suppliers.ledger import Account
from domain.suppliers.liteapi.booking import LiteapiBooking
from domain.suppliers.shares import checks_an_hour, next_month
from domain.suppliers.status import SupplierStatus
from tests.conftest import FakeClock
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION
from tests.suppliers.emulators import supplier_settings
from tests.suppliers.shapes import serpapi_property

SEARCH, ACCOUNT, KEY = "/search.json", "/account.json", "a-newer-key"
NAME = Supplier.SERPAPI.value


@asynccontextmanager
async def opened(
    settings: Settings, server: AnsweringServer, clock: FakeClock
) -> AsyncIterator[App]:
    asked_at = supplier_settings(server.url, 1.5)
    told = {name: getattr(settings, name) for name in ("database_url", "redis_url")}
    async with open_app(asked_at.model_copy(update=told), clock=clock) as app:
        yield app


@pytest.fixture
async def product(
    settings: Settings, server: AnsweringServer, clock: FakeClock
) -> AsyncIterator[App]:
    """The product, as far as it asks suppliers."""
    server.will_answer(SEARCH, (200, {"properties": [serpapi_property("a")]}))
    server.will_answer(ACCOUNT, (200, {"total_searches_left": 900, "searches_per_month": 1_000,
                                       "this_month_usage": 100}))  # fmt: skip
    async with opened(settings, server, clock) as app:
        yield app


def another(app: App) -> Follower:
    """Return another process's."""
    registry = build_registry(app.settings, app.clock, app.redis)
    return Follower(app.settings, app.clock, app.pool, app.redis, registry)


def google(follower: Follower | App) -> SupplierGateway:
    registry = follower.suppliers if isinstance(follower, App) else follower.registry
    return registry.gateways[Supplier.SERPAPI]


async def test_a_pause_holds_in_every_process_and_lets_a_test_through(
    product: App, server: AnsweringServer
) -> None:
    other = another(product)
    await pause_supplier(product, COMMAND_LINE, NAME)
    await pause_supplier(product, COMMAND_LINE, NAME)
    await other.follow()
    for one in (google(product), google(other)):
        with pytest.raises(SupplierPaused):
            await one.search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == 0
    assert (await try_supplier(product, COMMAND_LINE, NAME)).status is SupplierStatus.OK
    acts = [entry.deed.act for entry in await read_audit(product.pool, 5)]
    assert acts == [Act.SUPPLIER_TESTED, Act.SUPPLIER_PAUSED]
    await other.registry.aclose()


async def test_what_was_booked_can_be_cancelled_in_a_pause_and_nothing_new_is_booked(
    product: App, server: AnsweringServer
) -> None:
    await pause_supplier(product, COMMAND_LINE, Supplier.LITEAPI.value)
    booking = product.suppliers.booking[Supplier.LITEAPI]
    assert isinstance(booking, LiteapiBooking)
    acting = booking.acting
    server.will_answer("/book", (200, {}))
    assert isinstance(await acting.send(Call("book", "book", "POST", f"{server.url}/book")), Unsent)
    assert server.times_asked("/book") == 0
    assert not isinstance(
        await acting.send(Call("cancel", "cancel", "PUT", f"{server.url}/book")), Unsent
    )


async def test_other_credentials_are_taken_over_and_given_up_without_a_restart(
    product: App, server: AnsweringServer, clock: FakeClock
) -> None:
    other = another(product)
    newer, now = {"serpapi_key": KEY}, clock.now()
    server.will_answer(ACCOUNT, (401, {"error": "no"}))
    refused = await change_credentials(
        product, COMMAND_LINE, Supplier.SERPAPI, newer, now, checked=True
    )
    assert refused is not None
    assert refused.status is SupplierStatus.AUTH_REJECTED
    await other.follow()
    server.will_answer(ACCOUNT, (200, {"total_searches_left": 900}))
    await change_credentials(product, COMMAND_LINE, Supplier.SERPAPI, newer, now, checked=True)
    await google(other).search(GOA, QUESTION)
    assert server.asked[-1][1]["api_key"] == "serpapi-key-that-is-secret"
    await other.follow()
    await google(other).search(GOA, QUESTION)
    assert server.asked[-1][1]["api_key"] == KEY
    kept = await product.pool.fetchval("SELECT credentials FROM supplier_controls")
    assert KEY not in kept
    assert KEY not in str(await read_audit(product.pool, 5))
    await forget_credentials(product, COMMAND_LINE, Supplier.SERPAPI, now)
    await other.follow()
    await google(other).search(GOA, QUESTION)
    assert server.asked[-1][1]["api_key"] == "serpapi-key-that-is-secret"
    await other.aclose()
    await other.registry.aclose()


async def test_credentials_that_no_key_opens_change_nothing(
    product: App, clock: FakeClock, server: AnsweringServer
) -> None:
    newer = {"serpapi_key": KEY}
    await change_credentials(
        product, COMMAND_LINE, Supplier.SERPAPI, newer, clock.now(), checked=False
    )
    foreign = product.settings.model_copy(update={"secret_key": SecretStr("z" * 40)})
    registry = build_registry(foreign, clock, product.redis)
    follower = Follower(foreign, clock, product.pool, product.redis, registry)
    await follower.follow()
    await google(follower).search(GOA, QUESTION)
    assert server.asked[-1][1]["api_key"] == "serpapi-key-that-is-secret"
    await registry.aclose()


async def test_the_last_requests_and_the_share_are_told(
    settings: Settings, server: AnsweringServer, clock: FakeClock, product: App
) -> None:
    async with opened(settings, server, clock) as app:
        await google(app).search(GOA, QUESTION)
        await google(app).quota.aclose()  # type: ignore[attr-defined] # this supplier's own
    (search,) = [a for a in await last_asked(product, Supplier.SERPAPI) if a.operation == "search"]
    assert search.outcome == "ok"
    assert "engine=google_hotels" in search.address
    assert f"api_key={HIDDEN}" in search.address
    assert "serpapi-key" not in search.address
    one = await read_supplier(product, NAME)
    assert one.share is not None
    assert (one.share.travellers, one.share.checks, one.share.elsewhere) == (1, 0, 99)
    assert one.share.account.per_month == 1_000


@given(
    st.text(min_size=6, max_size=20).filter(lambda text: text.strip() == text),
    st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4),
    st.sampled_from(["api_key", "token", "X-Auth", "sessionId", "q", "Authorization"]),
)
def test_no_secret_is_shown(secret: str, params: dict[str, str], name: str) -> None:
    told = {**params, name: f"before {secret} after"}
    address = shown_address("https://supplier.example/find", told, frozenset({secret}))
    # The address of the question itself is no secret, whatever the key is called.
    assert secret not in address.replace("supplier.example/find", "")
    assert len(address) <= LONGEST_ADDRESS + 1


def test_bookings_are_never_among_what_a_pause_lets_through() -> None:
    assert not OPEN_WHILE_PAUSED & {"book", "search", "rates", "quote_many", "recheck", "suggest"}


MONTH_END = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("account", "travellers", "expected"),
    [
        (Account(1_050), 0.0, 1_000 / 24),  # a day is left, and 50 are kept back
        (Account(1_050), 10.0, 760 / 24),
        (Account(100_000, per_hour=200), 10.0, 160.0),  # four fifths of the hour's
        (Account(100_000, per_hour=200), 100.0, 100.0),
        (Account(40), 0.0, 0.0),
        (Account(0, per_hour=200), 500.0, 0.0),
    ],
)
def test_checks_get_what_travellers_leave(
    account: Account, travellers: float, expected: float
) -> None:
    assert checks_an_hour(account, travellers, 50, MONTH_END) == pytest.approx(expected)


@given(
    st.integers(0, 10**6), st.none() | st.integers(0, 10**5), st.floats(0, 10**4),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
)  # fmt: skip
def test_a_share_never_takes_more_than_there_is(
    left: int, per_hour: int | None, travellers: float, at: datetime
) -> None:
    now = at.replace(tzinfo=UTC)
    share = checks_an_hour(Account(left, per_hour), travellers, 50, now)
    hours = max((next_month(now) - now) / timedelta(hours=1), 1.0)
    assert 0 <= share <= (10**6 if per_hour is None else per_hour)
    assert share * hours <= max(left - 50, 0) + 1e-6


async def test_a_start_that_loses_the_database_is_told_as_one(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_app(settings, clock=clock) as app:
        registry = build_registry(settings, clock, app.redis)
        follower = Follower(settings, clock, app.pool, app.redis, registry)
    with pytest.raises(DatabaseUnavailable):
        async with following(follower):
            pass
