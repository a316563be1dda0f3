"""Rules over real rows: what is found is what the rule means, within the time it may take."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.catalog.models import ClusterKind
from domain.clusters import service
from domain.clusters.errors import ClusterNameNotUsable, ClusterNameTaken, RuleTooSlow
from domain.clusters.members import preview_members, refresh
from domain.clusters.rule_edits import without
from domain.clusters.rules import Chain, NoneOf, Place, Price, Rule, Stars
from domain.errors import NotFound
from domain.suppliers.contract import Board, Coordinates
from tests.clusters.strategies import (
    AMENITIES,
    BOARDS,
    KINDS,
    NAMES,
    House,
    hostile_words,
    means,
    rules,
)

COUNTRIES = {1: "IN", 2: "ES", 3: "IN"}
POINTS = (
    None, Coordinates(15.3, 74.0), Coordinates(15.4, 74.2), Coordinates(89.95, 0.0),
    Coordinates(-33.0, 179.95),
)  # fmt: skip
NIGHTS = (None, Decimal(1_000), Decimal(2_500), Decimal(5_000))


def houses() -> list[House]:
    """Return hotels in which every value meets many others."""
    made = []
    for number, (place, name, point) in enumerate(product(COUNTRIES, NAMES, POINTS)):
        night = NIGHTS[number % 4]
        made.append(
            House(
                place, COUNTRIES[place], name, KINDS[number % 3 if number % 7 else 3],
                (None, 1, 3, 4, 5)[number % 5], (None, 2.5, 4.0, 5.0)[number // 2 % 4],
                (None, 0, 3, 900)[number // 3 % 4], point, AMENITIES[number // 5 % 4], night,
                None if night is None else BOARDS[number // 4 % 3],
            )
        )  # fmt: skip
    return made


async def build(app: App, made: list[House]) -> list[int]:
    """Put the hotels into the catalogue and return their ids; places 1 to 3 are real ones."""
    places = {}
    for number, country in COUNTRIES.items():
        places[number] = await app.pool.fetchval(
            "SELECT id FROM destinations WHERE country_id = $1 ORDER BY id OFFSET $2 LIMIT 1",
            country,
            number,
        )
    now, ids = app.clock.now(), []
    for house in made:
        hotel_id = await app.pool.fetchval(
            """
            INSERT INTO hotels (destination_id, name, property_type, stars, rating, review_count,
                latitude, longitude, amenities, photos, created_at, seen_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '[]', $10, $10) RETURNING id
            """,
            places[house.place], house.name, house.kind, house.stars, house.rating, house.reviews,
            house.point and house.point.latitude, house.point and house.point.longitude,
            list(house.amenities), now,
        )  # fmt: skip
        ids.append(hotel_id)
        if house.night is not None:
            await quote(app, hotel_id, places[house.place], house.night, house.board)
            # What was named long ago, or for others, is no price of today.
            await quote(app, hotel_id, places[house.place], Decimal(1), house.board, age=30)
            await quote(app, hotel_id, places[house.place], Decimal(1), house.board, people="1")
    return ids


async def quote(
    app: App,
    hotel_id: int,
    destination_id: int,
    night: Decimal,
    board: Board | None,
    age: int = 0,
    people: str = "2",
    check_in: date = date(2026, 12, 12),
    currency: str = "INR",
) -> None:
    await app.pool.execute(
        """
        INSERT INTO newest_quotes (hotel_id, check_in, nights, people, nationality, supplier,
            currency, terms, destination_id, observed_at, total, is_comparable, quote)
        VALUES ($1, $2, 3, $3, 'IN', 'travclan', $9, $4, $5, $6, $7, true, $8)
        """,
        hotel_id, check_in, people, f"age {age}", destination_id,
        app.clock.now() - timedelta(days=age), night * 3, {"board": board},
        currency,
    )  # fmt: skip


async def a_place(app: App, hotel_id: int) -> int:
    place: int = await app.pool.fetchval(
        "SELECT destination_id FROM hotels WHERE id = $1", hotel_id
    )
    return place


def placed(rule: Rule, ids: dict[int, int]) -> Rule:
    """Return a rule whose places are the catalogue's."""
    text = rule.model_dump_json()
    for number, real in ids.items():
        text = text.replace(f'"destination_id":{number},', f'"destination_id":{real},')
    return type(rule).model_validate_json(text)


@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rule=rules())
async def test_what_is_found_is_what_the_rule_means(app: App, rule: Rule) -> None:
    made = houses()
    if not await app.pool.fetchval("SELECT EXISTS (SELECT FROM hotels)"):
        await build(app, made)
        await app.pool.execute(
            "INSERT INTO clusters (id, name, created_at) VALUES (1, 'All', now())"
        )
    rows = await app.pool.fetch("SELECT id, destination_id FROM hotels ORDER BY id")
    ids = {house.place: row["destination_id"] for house, row in zip(made, rows, strict=True)}
    wanted = {
        row["id"] for house, row in zip(made, rows, strict=True) if means(rule, house) is True
    }
    real = placed(rule, ids)
    await refresh(app.pool, 1, real, app.clock.now())
    found = await app.pool.fetch("SELECT hotel_id FROM cluster_hotels WHERE clusters_id = 1")
    assert {row["hotel_id"] for row in found} == wanted
    assert (await preview_members(app.pool, 1)).count == len(wanted)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rule=rules(words=hostile_words()))
async def test_whatever_is_typed_is_only_looked_for(app: App, rule: Rule) -> None:
    await app.pool.execute(
        "INSERT INTO clusters (id, name, created_at) VALUES (1, 'All', now())"
        " ON CONFLICT DO NOTHING"
    )
    assert (await refresh(app.pool, 1, rule, app.clock.now())).number == 0
    assert await app.pool.fetchval("SELECT count(*) FROM countries") > 0


async def test_what_takes_too_long_is_given_up_and_leaves_all_as_it_was(app: App) -> None:
    await build(app, houses())
    cluster = await service.make_cluster(app.pool, "Taj", app.clock.now())
    await service.add_condition(app.pool, cluster.cluster_id, Chain(of=("Taj",)), app.clock.now())
    await app.pool.execute(
        """
        INSERT INTO hotels (destination_id, name, created_at, seen_at, photos, amenities)
        SELECT (SELECT min(id) FROM destinations), repeat('x', 250) || n, now(), now(), '[]', '[]'
        FROM generate_series(1, 20000) n
        """
    )
    slow = NoneOf(of=Chain(of=tuple(f"zz{n}" for n in range(10))))
    with pytest.raises(RuleTooSlow):
        await refresh(app.pool, cluster.cluster_id, slow, app.clock.now(), seconds=0.002)
    count = "SELECT count(*) FROM cluster_hotels WHERE clusters_id = $1"
    assert await app.pool.fetchval(count, cluster.cluster_id) == 30
    # The connection is as patient as before.
    assert await app.pool.fetchval("SELECT 1 FROM pg_sleep(0.01)") == 1


async def test_a_dynamic_cluster_follows_the_market(app: App) -> None:
    ids = await build(app, houses())
    cluster = await service.make_cluster(app.pool, "Cheap", app.clock.now())
    number, now = cluster.cluster_id, app.clock.now()
    made = await service.add_condition(
        app.pool, number, Price(currency="INR", most=Decimal(2_000)), now
    )
    before = made.hotel_count
    await service.change_cluster(app.pool, number, kind=ClusterKind.DYNAMIC, is_public=True)
    assert await service.refresh_due(app.pool, now) == 0
    place = await app.pool.fetchval("SELECT destination_id FROM hotels WHERE id = $1", ids[0])
    await quote(app, ids[0], place, Decimal(500), Board.BREAKFAST)
    assert await service.refresh_due(app.pool, now + timedelta(hours=7)) == 1
    seen = await service.public_cluster(app.pool, number)
    assert seen.hotel_count == before + 1
    [day] = await service.cheapest_days(app.pool, number, "INR", now)
    assert (day.hotel_id, day.a_night.amount, day.nights) == (ids[0], Decimal(500), 3)


async def test_days_in_other_currencies_are_compared_by_their_worth(app: App) -> None:
    ids = await build(app, houses()[:2])
    now, place = app.clock.now(), await a_place(app, ids[0])
    number = (await service.make_cluster(app.pool, "All", now)).cluster_id
    await app.pool.execute(
        "INSERT INTO cluster_hotels (clusters_id, hotel_id) SELECT $1, unnest($2::bigint[])",
        number,
        ids,
    )
    await app.pool.execute("DELETE FROM newest_quotes")
    later = date(2026, 12, 20)
    await quote(app, ids[0], place, Decimal(4_000), Board.BREAKFAST)
    await quote(app, ids[1], place, Decimal(30), Board.BREAKFAST, currency="EUR")
    await quote(app, ids[1], place, Decimal(60), Board.BREAKFAST, check_in=later, currency="EUR")

    async def told(currency: str) -> list[tuple[Decimal, str]]:
        days = await service.cheapest_days(app.pool, number, currency, now)
        return [(day.a_night.amount, day.a_night.currency) for day in days]

    # Without rates only the traveller's own currency can be compared.
    assert await told("INR") == [(Decimal(4000), "INR")]
    await app.pool.execute(
        "INSERT INTO exchange_rates (currency, per_euro, day, source) "
        "VALUES ('INR', 100, $1, 'ecb')",
        now.date(),
    )
    assert await told("INR") == [(Decimal(30), "EUR"), (Decimal(60), "EUR")]
    assert await told("EUR") == await told("INR")
    for currency, most, members in (
        ("INR", 3_500, 1),
        ("EUR", 29, 0),
        ("EUR", 45, 2),
        ("USD", 99, 0),
    ):
        rule = Price(currency=currency, most=Decimal(most))
        seen = await service.set_rule(app.pool, number, rule, now)
        assert seen.hotel_count == members, (currency, most)


async def test_clusters_are_found_by_words_in_any_order_and_places_in_any_language(
    app: App,
) -> None:
    now, goa = app.clock.now(), await resolve_destination(app.pool, "goa")
    beach = await service.make_cluster(app.pool, "Beach resorts in Goa under ₹8,000", now)
    cafes = await service.make_cluster(app.pool, "Hôtels près des Cafés", now)
    await service.set_rule(app.pool, cafes.cluster_id, NoneOf(of=Place(destination_id=goa.id)), now)

    async def found(text: str) -> list[int]:
        listed = await service.list_clusters(app.pool, public_only=False, holding=text)
        return [one.cluster_id for one in listed]

    for text in ("goa BEACH", "8,000", "resorts beach"):
        assert await found(text) == [beach.cluster_id], text
    for text in ("cafes", "HÔTELS", "Гоа", "गोवा", "hotels гоа"):
        assert await found(text) == [cafes.cluster_id], text
    for text in ("%", "_", "'; DROP TABLE clusters; --", "beach паттайя", "x" * 5_000, "\u202e"):
        assert await found(text) == [], text
    assert len(await found("  \x00 ")) == 2


async def test_parts_come_and_go_and_names_are_unique(app: App) -> None:
    await build(app, houses())
    now = app.clock.now()
    number = (await service.make_cluster(app.pool, "  Four   stars ", now)).cluster_id
    with pytest.raises(ClusterNameTaken):
        await service.make_cluster(app.pool, "Four stars", now)
    for name in ("", "  ", "\x00", "\u200b", "x" * 101):
        with pytest.raises(ClusterNameNotUsable):
            await service.make_cluster(app.pool, name, now)
    await service.add_condition(app.pool, number, Stars(least=4), now)
    both = await service.add_condition(app.pool, number, Chain(of=("Taj",)), now)
    assert both.parts == (Stars(least=4), Chain(of=("Taj",)))
    one = await service.edit_rule(app.pool, number, lambda rule: without(rule, (0,)), now)
    assert one.parts == (Chain(of=("Taj",)),)
    with pytest.raises(NotFound):
        await service.edit_rule(app.pool, number, lambda rule: without(rule, (5,)), now)
    none = await service.edit_rule(app.pool, number, lambda rule: without(rule, (0,)), now)
    assert (none.parts, none.hotel_count) == ((), 0)
    assert await service.list_clusters(app.pool, public_only=True) == ()
    assert [c.name for c in await service.list_clusters(app.pool, public_only=False)] == [
        "Four stars"
    ]
    with pytest.raises(NotFound):
        await service.public_cluster(app.pool, number)
    await service.delete_cluster(app.pool, number)
    with pytest.raises(NotFound):
        await service.delete_cluster(app.pool, number)
