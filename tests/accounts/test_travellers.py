"""Travellers are met once, and their wishes are taken as they are typed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accounts.errors import TimeZoneUnknown
from domain.accounts.models import Chat, ChatType, User
from domain.accounts.travellers import Traveller, change_settings, meet_traveller, recall
from domain.app import App
from domain.errors import CurrencyUnknown
from tests.conftest import FakeClock


async def test_a_traveller_is_registered_once(app: App, clock: FakeClock) -> None:
    met = await asyncio.gather(*(meet_traveller(7, "Asha", "hi-IN", clock.now()) for _ in range(4)))
    assert len({one.user_id for one in met}) == 1
    assert await User.all().count() == 1
    assert met[0].language == "hi"
    assert app.clock is clock


@pytest.mark.usefixtures("app")
async def test_an_unknown_language_is_answered_in_english(clock: FakeClock) -> None:
    assert (await meet_traveller(7, "Ivo", None, clock.now())).language == "en"
    assert (await meet_traveller(8, "Jan", "cs", clock.now())).language == "en"


@pytest.mark.usefixtures("app")
async def test_a_new_name_and_the_last_visit_are_kept(clock: FakeClock) -> None:
    await meet_traveller(7, "Asha", "en-IN", clock.now())
    clock.advance(timedelta(days=1))
    assert (await meet_traveller(7, "Usha", "en-IN", clock.now())).first_name == "Usha"
    assert (await User.get()).last_seen_at == clock.now()


async def test_who_was_here_lately_is_recalled_as_they_would_be_met(
    app: App, clock: FakeClock
) -> None:
    async def recalled(name: str, username: str | None = None) -> Traveller | None:
        return await recall(app.pool, 7, name, "en-IN", clock.now(), username)

    assert await recalled("Asha") is None, "somebody new is registered"
    met = await meet_traveller(7, "Asha", "en-IN", clock.now())
    await Chat.filter(id=7).update(is_reachable=False)
    assert await recalled("Asha") == replace(met, is_reachable=False)
    assert await recalled("Usha") is None, "another name is written"
    assert await recalled("Asha", "asha") is None, "and so is a username"
    clock.advance(timedelta(minutes=6))
    assert await recalled("Asha") is None, "that somebody was here is written now and then"
    await Chat.create(id=-7, type=ChatType.GROUP, created_at=clock.now())
    assert await recall(app.pool, -7, "Goa", "en", clock.now()) is None


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("typed", "code"),
    [("usd", "USD"), (" € ", "EUR"), ("Indian Rupee", "INR"), ("Baht", "THB"), ("₹", "INR")],
)
async def test_a_currency_is_taken_as_typed(clock: FakeClock, typed: str, code: str) -> None:
    asha = await meet_traveller(7, "Asha", "en-IN", clock.now())
    assert (await change_settings(asha, currency=typed)).currency == code
    assert (await meet_traveller(7, "Asha", "en-IN", clock.now())).currency == code


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("typed", ["", "pesetas", "XAU", "dollar"])
async def test_what_is_no_currency_is_refused(clock: FakeClock, typed: str) -> None:
    asha = await meet_traveller(7, "Asha", "en-IN", clock.now())
    with pytest.raises(CurrencyUnknown) as refused:
        await change_settings(asha, currency=typed)
    assert refused.value.text == typed
    assert (await User.get()).currency == "INR"


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("typed", "zone"),
    [("europe/london", "Europe/London"), ("new york", "America/New_York"), ("Delhi", None)],
)
async def test_a_zone_is_named_whole_or_by_its_city(
    clock: FakeClock, typed: str, zone: str | None
) -> None:
    asha = await meet_traveller(7, "Asha", "en-IN", clock.now())
    if zone is None:
        with pytest.raises(TimeZoneUnknown):
            await change_settings(asha, time_zone=typed)
    else:
        assert (await change_settings(asha, time_zone=typed)).time_zone == zone
