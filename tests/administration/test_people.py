"""Finding people by whatever is known of them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from domain.accounts.models import User
from domain.accounts.travellers import meet_traveller
from domain.administration.errors import NobodyFound
from domain.administration.people import find_people, read_person, recent_people
from domain.app import App
from domain.bookings.models import BookingKind, BookingState, UniversalBooking
from domain.errors import NotFound


async def crowd(app: App) -> dict[str, int]:
    now = app.clock.now()
    people = {}
    for chat_id, name, username in (
        (700_000_001, "Asha", "asha_travels"),
        (700_000_002, "Ашот", None),
        (700_000_003, "100%", "percent"),
        (700_000_004, "आशा", None),
    ):
        met = await meet_traveller(chat_id, name, "en-IN", now, username)
        people[name] = met.user_id
    await User.filter(id=people["Asha"]).update(email="asha@example.org")
    await UniversalBooking.create(
        user_id=people["Ашот"], kind=BookingKind.HOTEL, state=BookingState.CONFIRMED,
        supplier="travclan", client_ref="OFTEN-77", supplier_ref="TC9XY", currency="INR",
        starts_on=date(2026, 12, 12), created_at=now, changed_at=now,
    )  # fmt: skip
    return people


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("asha", "Asha"), ("ASH", "Asha"), ("@Asha_Tr", "Asha"), ("asha@example", "Asha"),
        ("700000002", "Ашот"), ("ашот", "Ашот"), ("TC9XY", "Ашот"), ("OFTEN-77", "Ашот"),
        ("100%", "100%"), ("आशा", "आशा"), ("  Asha  ", "Asha"), ("#700000004", "आशा"),
    ],
)  # fmt: skip
async def test_people_are_found(app: App, typed: str, name: str) -> None:
    people = await crowd(app)
    assert [one.user_id for one in await find_people(app.pool, typed)] == [people[name]]


async def test_the_account_number_counts_too(app: App) -> None:
    people = await crowd(app)
    found = await find_people(app.pool, str(people["Ашот"]))
    assert [one.first_name for one in found] == ["Ашот"]


@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(typed=st.text(max_size=120))
async def test_whatever_is_typed_is_read_as_it_stands(app: App, typed: str) -> None:
    try:
        found = await find_people(app.pool, typed)
    except NobodyFound:
        return
    assert not found


@pytest.mark.parametrize("typed", ["%", "_", "Nobody", "", "   ", "@", "9" * 40, "\x00", "1e3"])
async def test_nobody_is_found_by_what_fits_nobody(app: App, typed: str) -> None:
    await crowd(app)
    with pytest.raises(NobodyFound):
        await find_people(app.pool, typed)


async def test_who_was_seen_last_comes_first(app: App) -> None:
    people = await crowd(app)
    await User.filter(id=people["Ашот"]).update(last_seen_at=app.clock.now() + timedelta(minutes=1))
    assert (await recent_people(app.pool))[0].first_name == "Ашот"


async def test_a_person_is_shown_with_what_is_theirs(app: App) -> None:
    people = await crowd(app)
    card = await read_person(app.pool, people["Ашот"], app.clock.now())
    assert (card.chats, card.bookings, card.trackers, card.sessions) == ((700_000_002,), 1, 0, 0)
    with pytest.raises(NotFound):
        await read_person(app.pool, 999_999, app.clock.now())
