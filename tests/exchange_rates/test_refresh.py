"""The day's rates are fetched from both publishers, kept, and outlive an outage."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from domain.app import App
from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.publishers import WebPublisher
from domain.exchange_rates.queries import exchange_rates, read_source_health
from domain.exchange_rates.rates import OLDEST
from domain.exchange_rates.refresh import AGAIN, refresh_rates
from domain.exchange_rates.wire import read_ecb, read_wider
from domain.money import Money
from tests.sandbox.telegram.serving import running_sandbox

DAY = timedelta(days=1)


class Hand:
    """The publishers' addresses, and a hand that moves what they say."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.publishers = (
            WebPublisher(RateSource.ECB, f"{url}/rates/eurofxref-daily.xml", read_ecb),
            WebPublisher(RateSource.WIDER, f"{url}/rates/v6/latest/EUR", read_wider),
        )
        self._client = client

    async def move(self, **wish: object) -> None:
        (await self._client.post("/sandbox/rates", json=wish)).raise_for_status()

    async def fail(self, match: str, kind: str = "status") -> None:
        fault = {"target": "rates", "match": match, "kind": kind}
        (await self._client.post("/sandbox/faults", json=fault)).raise_for_status()


@pytest.fixture
async def hand() -> AsyncIterator[Hand]:
    async with running_sandbox() as url, httpx.AsyncClient(base_url=url) as client:
        yield Hand(url, client)


async def worth(app: App, amount: Money, currency: str, now: datetime) -> Money | None:
    return (await exchange_rates(app.pool, now)).convert(amount, currency)


async def test_both_publishers_are_asked_once_a_day(app: App, hand: Hand) -> None:
    now = datetime.now(UTC)
    assert await refresh_rates(app.pool, hand.publishers, now, DAY) == 2
    assert await refresh_rates(app.pool, hand.publishers, now + DAY / 2, DAY) == 0
    assert await worth(app, Money.of(9200, "INR"), "EUR", now) == Money.of(100, "EUR")
    assert (await exchange_rates(app.pool, now)).references["KWD"].source is RateSource.WIDER
    await hand.move(currency="INR", rate="100")
    assert await refresh_rates(app.pool, hand.publishers, now + DAY, DAY) == 2
    assert await worth(app, Money.of(9200, "INR"), "EUR", now) == Money.of(92, "EUR")


@pytest.mark.parametrize("kind", ["status", "garbage", "drop_after_processing"])
async def test_an_outage_of_one_is_filled_by_the_other(app: App, hand: Hand, kind: str) -> None:
    await hand.fail("eurofxref", kind)
    now = datetime.now(UTC)
    assert await refresh_rates(app.pool, hand.publishers, now, DAY) == 1
    assert await worth(app, Money.of(9200, "INR"), "EUR", now) == Money.of(100, "EUR")
    told = {one.source: one for one in await read_source_health(app.pool)}
    assert told["ecb"].problem
    assert told["wider"].problem is None
    assert await refresh_rates(app.pool, hand.publishers, now + AGAIN, DAY) == 0


async def test_a_silent_publisher_is_asked_again_before_the_day_is_over(
    app: App, hand: Hand
) -> None:
    await hand.fail("", "status")
    now = datetime.now(UTC)
    assert await refresh_rates(app.pool, hand.publishers, now, DAY) == 0
    assert await worth(app, Money.of(9200, "INR"), "EUR", now) is None


async def test_what_was_kept_holds_for_seven_days_and_no_longer(app: App, hand: Hand) -> None:
    now = datetime.now(UTC)
    await refresh_rates(app.pool, hand.publishers, now, DAY)
    rupees = Money.of(9200, "INR")
    assert await worth(app, rupees, "EUR", now + OLDEST - DAY) == Money.of(100, "EUR")
    assert await worth(app, rupees, "EUR", now + OLDEST + DAY) is None


async def test_a_publisher_of_old_rates_converts_nothing(app: App, hand: Hand) -> None:
    await hand.move(days_old=9)
    now = datetime.now(UTC)
    assert await refresh_rates(app.pool, hand.publishers, now, DAY) == 2
    assert await worth(app, Money.of(9200, "INR"), "EUR", now) is None


async def test_a_currency_that_nobody_publishes_converts_nothing(app: App, hand: Hand) -> None:
    await hand.move(currency="KWD", rate=None)
    now = datetime.now(UTC)
    await refresh_rates(app.pool, hand.publishers, now, DAY)
    assert await worth(app, Money.of(1, "KWD"), "EUR", now) is None
    assert await worth(app, Money.of(1, "USD"), "EUR", now) is not None
