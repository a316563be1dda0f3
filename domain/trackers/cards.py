"""Hotel cards sent into any chat by inline mode, and the votes on them.

Telegram identifies such a message, but not its chat: a card is stored under the message's id, from
the first vote on. It shows the newest known price, as everywhere.
"""

from dataclasses import dataclass, replace

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.full_names import FullName
from domain.search.queries.newest_prices import words_on
from domain.search.queries.searches import rooms_from_json
from domain.search.service import destination_view
from domain.search.values import FoundHotel, SearchView
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.trackers.queries.cards import StoredCard, card_by_message, count_vote, put_card
from domain.trackers.shortlist import ChoicePrice, price_of


@dataclass(frozen=True, slots=True)
class CardWish:
    """What a card is for: a hotel's stay, and the settings for its price.

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
    """A card as shown. `fans` and `critics` are first names, in voting order.

    `price` is None while unknown. `time_zone` is the place's. `my_vote` is the current vote of
    whoever has just voted, None for none.
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
    """Return the card of a found hotel, without votes."""
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
    """Count somebody's vote, replacing an earlier one; the same vote again takes it back.

    A known card stays what it was first, whatever `wish` says. Raises NotFound.
    """
    async with app.pool.transaction() as connection:
        told_in = (wish.language, wish.region, wish.currency, wish.nationality)
        card_id = await put_card(
            connection, message_id, wish.hotel_id, wish.stay, told_in, app.clock.now()
        )
        if card_id is None:
            raise NotFound("hotel")
        counted = await count_vote(connection, card_id, traveller.user_id, is_up=is_up)
    return replace(await get_card(app, message_id), my_vote=counted)


async def get_card(app: App, message_id: str) -> HotelCard:
    """Return a card with its votes and the newest price. Raises NotFound."""
    stored = await card_by_message(app.pool, message_id)
    if stored is None:
        raise NotFound("hotel")
    return await _card(app, stored)


async def _card(app: App, stored: StoredCard) -> HotelCard:
    stay = Stay(stored.check_in, stored.check_out, rooms_from_json(stored.rooms))
    wish = CardWish(
        stored.hotel_id, stay, stored.language, stored.region, stored.currency, stored.nationality
    )
    question = PriceQuestion(stay, wish.nationality, wish.currency)
    words = await words_on(app.pool, question, wish.hotel_id)
    rates = await exchange_rates(app.pool, app.clock.now())
    there = await destination_view(app, stored.destination_id)
    return HotelCard(
        wish,
        stored.name,
        there.destination_id,
        there.full_name,
        there.time_zone,
        stored.area,
        stored.stars,
        stored.rating,
        stored.review_count,
        stored.photos[0] if stored.photos else None,
        price_of(words, wish.currency, rates),
        tuple(stored.fans),
        tuple(stored.critics),
    )
