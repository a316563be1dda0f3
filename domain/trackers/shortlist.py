"""A group's shortlist as shown: each hotel, its newest price, and the votes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.exchange_rates.rates import ExchangeRates
from domain.full_names import FullName
from domain.prices.current_prices import TOGETHER
from domain.search.hotel_pages import hotel_page
from domain.search.newest_prices import ANY_TERMS, Word
from domain.search.queries.newest_prices import words_on
from domain.search.queries.searches import rooms_from_json
from domain.search.ranking import choose_best
from domain.search.service import search_for
from domain.search.values import Doubt, PricedOffer
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.trackers.models import TrackerState
from domain.trackers.queries.groups import StoredChoice, choices_of

MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Proposer:
    """The member who proposed a hotel: prices are shown with their settings."""

    user_id: int
    language: str
    region: str
    currency: str
    nationality: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class ChoicePrice:
    """A stay's known price since `at`. `best` None: nobody sells it any longer."""

    best: PricedOffer | None
    at: datetime
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A proposed hotel, as on its proposer's card.

    `fans` and `critics` are the first names of those for and against, in voting order. `price` is
    None while unknown. `my_vote` is the current vote of the member who has just voted, None for
    none.
    """

    choice_id: int
    chat_id: int
    hotel_id: int
    hotel_name: str
    destination_id: int
    place: FullName
    area: str | None
    stars: int | None
    rating: float | None
    review_count: int | None
    photo: str | None
    stay: Stay
    proposer: Proposer
    fans: tuple[str, ...]
    critics: tuple[str, ...]
    is_tracked: bool
    price: ChoicePrice | None = None
    my_vote: bool | None = None

    @property
    def ups(self) -> int:
        """Return the number of votes for it."""
        return len(self.fans)

    @property
    def downs(self) -> int:
        """Return the number of votes against it."""
        return len(self.critics)


def leaders(choices: Iterable[GroupChoice]) -> tuple[GroupChoice, ...]:
    """Return the leading hotels: more votes for than against, and the best difference.

    There may be a tie.
    """
    listed = tuple(choices)
    best = max((one.ups - one.downs for one in listed), default=0)
    return tuple(one for one in listed if one.ups - one.downs == best) if best > 0 else ()


def price_of(words: Iterable[Word], currency: str, rates: ExchangeRates) -> ChoicePrice | None:
    """Return what reports on a stay amount to together, or None.

    Reports much older than the newest are ignored, as on a tracker's screen.
    """
    told = [word for word in words if word.terms == ANY_TERMS]
    if not told:
        return None
    newest = max(word.at for word in told)
    together = [word for word in told if word.at > newest - TOGETHER]
    offers = [PricedOffer(w.supplier, w.quote) for w in together if w.quote is not None]
    doubt = next((word.doubt for word in together if word.doubt is not None), None)
    if not offers:
        return ChoicePrice(None, newest, doubt)
    best = choose_best(offers, currency, rates)[0]
    return ChoicePrice(best, best.quote.observed_at, doubt)


async def load_choices(
    app: App, chat_id: int, choice_id: int | None = None
) -> tuple[GroupChoice, ...]:
    """Return a group's proposed future stays, or one at any date; best votes first.

    Each has its newest known price.
    """
    stored = await choices_of(app.pool, chat_id, choice_id, app.clock.now().date(), MOST_LISTED)
    rates = await exchange_rates(app.pool, app.clock.now())
    return tuple([await _choice(app, one, rates) for one in stored])


async def get_choice(app: App, chat_id: int, choice_id: int) -> GroupChoice:
    """Return one of a group's hotels. Raises NotFound for another group's."""
    found = await load_choices(app, chat_id, choice_id)
    if not found:
        raise NotFound("hotel")
    return found[0]


async def ask_price(app: App, traveller: Traveller, choice: GroupChoice) -> GroupChoice:
    """Return a hotel with its price, asking suppliers if none is known.

    `traveller` is its proposer. If suppliers fail, the price stays unknown.
    """
    if choice.price is not None:
        return choice
    search = await search_for(app, traveller, choice.destination_id, choice.stay)
    await hotel_page(app, traveller, search.search_id, choice.hotel_id)
    return await get_choice(app, choice.chat_id, choice.choice_id)


async def _choice(app: App, stored: StoredChoice, rates: ExchangeRates) -> GroupChoice:
    stay = Stay(stored.check_in, stored.check_out, rooms_from_json(stored.rooms))
    proposer = Proposer(
        stored.user_id, stored.language, stored.region, stored.currency, stored.nationality,
        stored.time_zone,
    )  # fmt: skip
    question = PriceQuestion(stay, proposer.nationality, proposer.currency)
    words = await words_on(app.pool, question, stored.hotel_id)
    return GroupChoice(
        choice_id=stored.id,
        chat_id=stored.chat_id,
        hotel_id=stored.hotel_id,
        hotel_name=stored.name,
        destination_id=stored.destination_id,
        place=FullName((stored.place_name,), stored.place_country, stored.country_name),
        area=stored.area,
        stars=stored.stars,
        rating=stored.rating,
        review_count=stored.review_count,
        photo=stored.photos[0] if stored.photos else None,
        stay=stay,
        proposer=proposer,
        fans=tuple(stored.fans),
        critics=tuple(stored.critics),
        is_tracked=stored.tracker_state is TrackerState.ACTIVE,
        price=price_of(words, proposer.currency, rates),
    )
