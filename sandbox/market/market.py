"""The simulated market: every hotel of every place, its price now, and hands that move it."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from .draws import draw_between
from .flights import FlightMarket
from .geography import Geography, load_geography
from .hotels import Hotel, build_hotels
from .listings import LITEAPI, SERPAPI, TRAVCLAN, Listing, is_listed, list_hotel
from .moves import HotelControls
from .offers import Offer, list_offers, suits
from .places import Place, distance_km
from .prices import lead_factor, noise_factor, sells_out, settled_night
from .sales import Sales
from .stays import Guests, Stay, usual_stay
from .twists import Twists

NEAR_QUARTER_KM = 6.0
PAYS_FROM_AGE = 6
# LiteAPI is never the cheapest where another lists the hotel: the lowest price stays the one that a
# hand on the market set.
SUPPLIER_SPREAD = {
    TRAVCLAN: ("0.94", "1.03"),
    SERPAPI: ("0.97", "1.07"),
    LITEAPI: ("1.071", "1.12"),
}


def read_clock() -> datetime:
    return datetime.now(UTC)


class Market:
    """Hotels and flights from a seed.

    `clock` is where "now" comes from; `drift` scales the noise of prices (0 stills it).
    """

    def __init__(
        self,
        seed: int,
        clock: Callable[[], datetime] = read_clock,
        drift: Decimal = Decimal(1),
    ) -> None:
        self.seed = seed
        self.geography: Geography = load_geography()
        self.flights = FlightMarket(seed, self.geography)
        self.sales = Sales()
        self.twists = Twists()
        self.drift = drift
        self._usual_drift = drift
        self._clock = clock
        self._controls: dict[str, HotelControls] = {}
        self._on_reset: list[Callable[[], None]] = []
        self._whole = lru_cache(maxsize=512)(self._build)
        self._listing = lru_cache(maxsize=16384)(self._list)

    def now(self) -> datetime:
        return self._clock()

    @property
    def today(self) -> date:
        return self.now().date()

    def reset(self) -> None:
        """Back to the seed: nothing moved, closed or planted."""
        self.drift = self._usual_drift
        self._controls.clear()
        self.flights.reset()
        self.sales.reset()
        self.twists.reset()
        for forget in self._on_reset:
            forget()

    def on_reset(self, forget: Callable[[], None]) -> None:
        """Have a supplier's emulator forget, with the market, what was done to it."""
        self._on_reset.append(forget)

    def hotels_in(self, place: Place) -> list[Hotel]:
        """Give the hotels of a place; of a quarter, those in it and those within a short ride."""
        hotels = self._whole(place.number)
        if place.quarter is None:
            return list(hotels)
        centre = place.centre
        apart = [(distance_km(centre, (h.latitude, h.longitude)), h) for h in hotels]
        near = [(km, h) for km, h in apart if km <= NEAR_QUARTER_KM or h.area == place.title]
        return [h for _, h in sorted(near, key=lambda pair: (pair[1].area != place.title, pair[0]))]

    def hotel(self, number: int) -> Hotel | None:
        """Give the hotel whose number this is, as `Hotel.number` gives it."""
        hotels = self._whole(number // 100)
        return hotels[number % 100] if number % 100 < len(hotels) else None

    def _build(self, number: int) -> tuple[Hotel, ...]:
        place = self.geography.place(str(number))
        if place is None or place.quarter is not None:
            return ()
        return build_hotels(self.seed, place)

    def listing(self, hotel: Hotel, supplier: str) -> Listing:
        """Give the hotel as this supplier lists it."""
        return self._listing(hotel, supplier)

    def _list(self, hotel: Hotel, supplier: str) -> Listing:
        return list_hotel(self.seed, hotel, supplier)

    def controls(self, hotel: Hotel) -> HotelControls:
        """Give what was done to the hotel, to be added to."""
        return self._controls.setdefault(hotel.id, HotelControls())

    def is_available(self, hotel: Hotel, stay: Stay) -> bool:
        """Whether a room is left on every night and some room holds each party."""
        if not all(suits(hotel, guests) for guests in stay.rooms):
            return False
        controls = self._controls.get(hotel.id)
        if controls is not None and controls.closed is not None:
            return not controls.closed
        today = self.today
        return not any(sells_out(self.seed, hotel, night, today) for night in stay.nights)

    def usual_price(self, hotel: Hotel, stay: Stay) -> Decimal:
        """Rupees, all in, that such nights cost when nothing but the calendar moves them."""
        nights = (settled_night(self.seed, hotel, night) for night in stay.nights)
        return sum(nights, Decimal(0)) * party_factor(hotel, stay)

    def _nights(self, hotel: Hotel, stay: Stay) -> dict[date, Decimal]:
        now = self.now()
        noise = noise_factor(self.seed, hotel.number, now, self.drift)
        return {
            night: settled_night(self.seed, hotel, night)
            * lead_factor((night - now.date()).days)
            * noise
            for night in stay.nights
        }

    def price(self, hotel: Hotel, stay: Stay, supplier: str, *, answering: bool = False) -> Decimal:
        """Give the cheapest all-in rupee total at one supplier, unrounded.

        With `answering` the price goes out in a supplier's answer, and a planted glitch is spent.
        """
        controls = self._controls.get(hotel.id)
        nights = self._nights(hotel, stay)
        usual = sum(nights.values(), Decimal(0))
        price = usual * party_factor(hotel, stay)
        spread = self.spread(hotel, supplier)
        if controls is None:
            return price * spread
        now = self.now()
        for move in controls.moves:
            if not move.holds(stay, supplier, now):
                continue
            if move.total is not None:
                suppliers = (move.supplier,) if move.supplier else (TRAVCLAN, SERPAPI)
                price = move.total / min(self._spreads(hotel, suppliers))
            elif move.percent is not None and usual:
                share = sum((p for n, p in nights.items() if move.touches(n)), Decimal(0)) / usual
                price *= 1 + move.percent / 100 * share
        if answering and controls.glitch is not None:
            price *= controls.glitch.strike(supplier)
        return price * spread

    def spread(self, hotel: Hotel, supplier: str) -> Decimal:
        """Give by what factor one supplier's prices differ from the market's."""
        low, high = SUPPLIER_SPREAD[supplier]
        return draw_between(low, high, self.seed, "spread", hotel.number, supplier)

    def _spreads(self, hotel: Hotel, suppliers: Iterable[str]) -> list[Decimal]:
        listed = [s for s in suppliers if is_listed(hotel, s)]
        return [self.spread(hotel, s) for s in listed] or [Decimal(1)]

    def offers(
        self, hotel: Hotel, stay: Stay, *, answering: bool = False, supplier: str = TRAVCLAN
    ) -> list[Offer]:
        """Every room and rate plan at a supplier of rates, the cheapest first."""
        cheapest = self.price(hotel, stay, supplier, answering=answering)
        return list_offers(self.seed, hotel, stay, cheapest)

    def shown_price(self, hotel: Hotel, stay: Stay | None = None) -> Decimal:
        """Return the lower of the two suppliers' prices, for display; uses up no glitch."""
        stay = stay or usual_stay(self.today)
        listed = [s for s in (TRAVCLAN, SERPAPI) if is_listed(hotel, s)]
        return min(self.price(hotel, stay, supplier) for supplier in listed)


def party_factor(hotel: Hotel, stay: Stay) -> Decimal:
    """How many times the plainest room for two the cheapest rooms for these guests cost."""
    return sum((guests_factor(hotel, guests) for guests in stay.rooms), Decimal(0))


def guests_factor(hotel: Hotel, guests: Guests) -> Decimal:
    room = next((r for r in hotel.rooms if r.holds(guests)), hotel.rooms[-1])
    extra_adults = max(0, guests.adults - 2)
    paying_children = sum(1 for age in guests.child_ages if age >= PAYS_FROM_AGE)
    alone = Decimal("0.92") if guests == Guests(1) else 1
    people = 1 + Decimal("0.22") * extra_adults + Decimal("0.12") * paying_children
    return room.factor * people * alone
