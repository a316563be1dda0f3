"""Hotels' cards that people send into any chat by inline mode, and the votes on them.

Telegram names such a message, but not its chat: a card is kept by the message's name, from the
first vote on. What it shows is the newest that is known, as everywhere.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.full_names import FullName
from domain.search.newest import words_on
from domain.search.queries import rooms_from_json, rooms_to_json
from domain.search.service import destination_view
from domain.search.values import FoundHotel, SearchView
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.trackers.choices import ChoicePrice, price_of
from domain.unit_of_work import Database

# Nobody looks at votes on a stay that was over so long ago.
KEPT_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CardWish:
    """What a card was sent for: a hotel's stay, and for whom its price is told.

    `region` is a country's code or `WORLD`.
    """

    hotel_id: int
    stay: Stay
    language: str
    region: str
    currency: str
    nationality: str


@dataclass(frozen=True, slots=True)
class HotelCard:
    """A card as it is shown. `fans` and `critics` are first names, in the order of their votes.

    `price` is None while nothing is known of it. `time_zone` is the place's. `my_vote` is what
    whoever has just voted thinks by now, None for nothing.
    """

    wish: CardWish
    hotel_name: str
    destination_id: int
    place: FullName
    time_zone: str
    area: str | None
    stars: int | None
    rating: float | None
    review_count: int | None
    photo: str | None
    price: ChoicePrice | None
    fans: tuple[str, ...] = ()
    critics: tuple[str, ...] = ()
    my_vote: bool | None = None


def new_card(hotel: FoundHotel, search: SearchView, language: str, region: str) -> HotelCard:
    """Return the card of a found hotel, which nobody has voted on yet."""
    best = hotel.best
    wish = CardWish(
        hotel.hotel_id, search.stay, language, region, search.currency, search.nationality
    )
    return HotelCard(
        wish,
        hotel.name,
        search.destination.destination_id,
        search.destination.full_name,
        search.destination.time_zone,
        hotel.area,
        hotel.stars,
        hotel.rating,
        hotel.review_count,
        hotel.photos[0] if hotel.photos else None,
        None if best is None else ChoicePrice(best, best.quote.observed_at, hotel.doubt),
    )


async def vote_on_card(
    app: App, traveller: Traveller, message_id: str, wish: CardWish, *, is_up: bool
) -> HotelCard:
    """Count somebody's opinion, in place of another; the same once more takes it back.

    A card that is known stays what it was first, whatever `wish` says. Raises NotFound.
    """
    async with app.pool.transaction() as connection:
        card_id = await _put_card(connection, message_id, wish, app.clock.now())
        counted: bool | None = await connection.fetchval(
            """
            WITH taken_back AS (
                DELETE FROM inline_votes WHERE card_id = $1 AND user_id = $2 AND is_up = $3
                RETURNING id
            )
            INSERT INTO inline_votes (card_id, user_id, is_up)
            SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM taken_back)
            ON CONFLICT (card_id, user_id) DO UPDATE SET is_up = excluded.is_up
            RETURNING is_up
            """,
            card_id,
            traveller.user_id,
            is_up,
        )
    return replace(await get_card(app, message_id), my_vote=counted)


async def _put_card(connection: Database, message_id: str, wish: CardWish, now: datetime) -> int:
    card_id: int | None = await connection.fetchval(
        """
        INSERT INTO inline_cards (message_id, hotel_id, check_in, check_out, rooms, language,
                                  region, currency, nationality, created_at)
        SELECT $1, h.id, $3, $4, $5, $6, $7, $8, $9, $10 FROM hotels h WHERE h.id = $2
        ON CONFLICT (message_id) DO UPDATE SET message_id = excluded.message_id
        RETURNING id
        """,
        message_id,
        wish.hotel_id,
        wish.stay.check_in,
        wish.stay.check_out,
        rooms_to_json(wish.stay.rooms),
        wish.language,
        wish.region,
        wish.currency,
        wish.nationality,
        now,
    )
    if card_id is None:
        raise NotFound("hotel")
    return card_id


async def get_card(app: App, message_id: str) -> HotelCard:
    """Return a card with its votes and the newest price. Raises NotFound."""
    row = await app.pool.fetchrow(
        """
        SELECT k.*, h.name, h.stars, h.rating, h.review_count, h.photos, a.name AS area,
               h.destination_id,
               coalesce(array_agg(m.first_name ORDER BY v.id) FILTER (WHERE v.is_up), '{}')
                   AS fans,
               coalesce(array_agg(m.first_name ORDER BY v.id) FILTER (WHERE NOT v.is_up), '{}')
                   AS critics
        FROM inline_cards k JOIN hotels h ON h.id = k.hotel_id
        LEFT JOIN areas a ON a.id = h.area_id
        LEFT JOIN inline_votes v ON v.card_id = k.id
        LEFT JOIN users m ON m.id = v.user_id
        WHERE k.message_id = $1
        GROUP BY k.id, h.id, a.id
        """,
        message_id,
    )
    if row is None:
        raise NotFound("hotel")
    return await _card(app, row)


async def _card(app: App, row: Any) -> HotelCard:
    stay = Stay(row["check_in"], row["check_out"], rooms_from_json(row["rooms"]))
    wish = CardWish(
        row["hotel_id"], stay, row["language"], row["region"], row["currency"], row["nationality"]
    )
    question = PriceQuestion(stay, wish.nationality, wish.currency)
    words = await words_on(app.pool, question, wish.hotel_id)
    rates = await exchange_rates(app.pool, app.clock.now())
    there = await destination_view(app, row["destination_id"])
    return HotelCard(
        wish,
        row["name"],
        there.destination_id,
        there.full_name,
        there.time_zone,
        row["area"],
        row["stars"],
        row["rating"],
        row["review_count"],
        row["photos"][0] if row["photos"] else None,
        price_of(words, wish.currency, rates),
        tuple(row["fans"]),
        tuple(row["critics"]),
    )


async def forget_cards(pool: Database, now: datetime) -> None:
    """Delete the cards of stays that were over long ago, with their votes."""
    await pool.execute("DELETE FROM inline_cards WHERE check_out < $1", (now - KEPT_AFTER).date())
