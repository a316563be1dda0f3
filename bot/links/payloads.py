"""What a `t.me/<bot>?start=…` link says: a search, a hotel or a tracker, for anyone who opens it.

An alert's link, from an e-mail, works only for whoever received the alert.

Telegram allows 64 characters of `[A-Za-z0-9_-]`. A payload is a prefix (what it leads to, and the
version of how it is written) and one number in base 64, made of the parts one after the other, each
as a digit of its own size. The id comes last, so it may be as large as the database has them.
Nothing in such a link is secret or anyone's own: whoever opens it gets a search of theirs. A
tracker's link holds a random token instead, which its owner can take back.
"""

import string
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.links.bit_fields import (
    DIGITS,
    Digit,
    Unpacking,
    packed,
    stay_digits,
    take_stay,
)
from domain.catalog.amenities import Amenity
from domain.money import Money, is_spent
from domain.search.filters import NO_FILTERS, Filters
from domain.search.values import SearchView
from domain.stay import Stay
from domain.stay_errors import StayRefused

LONGEST_PAYLOAD = 64
# Amounts are kept in hundredths.
LARGEST_AMOUNT = 10**11
LETTERS = len(string.ascii_uppercase)
MOST_STARS = 5
# Ratings go to 5.0.
TENTHS = 51
# By their place in this order, so new ones go to its end; there is room for twenty.
AMENITIES = tuple(Amenity)
MOST_AMENITIES = 20
# 128 bits in base 64.
TOKEN_LENGTH = 22
_TRACKER = "w1"


@dataclass(frozen=True, slots=True)
class SearchLink:
    """A search; its amounts are in the currency of the link's author.

    Areas and kinds of property are free text, for which a link has no room: they are left out. So
    is the least a night may cost where this many rooms leave none for it.
    """

    destination_id: int
    stay: Stay
    most_a_night: Money | None = None
    filters: Filters = NO_FILTERS
    most_in_all: Money | None = None


@dataclass(frozen=True, slots=True)
class HotelLink:
    """A hotel's page for a stay."""

    hotel_id: int
    stay: Stay


@dataclass(frozen=True, slots=True)
class TrackerLink:
    """A tracker that its owner shares, by the token that alone leads to it."""

    token: str


@dataclass(frozen=True, slots=True)
class AlertLink:
    """An alert's subject, for the alert's recipient."""

    alert_id: int


DeepLink = SearchLink | HotelLink | TrackerLink | AlertLink


def link_address(bot_name: str, link: DeepLink) -> str:
    """Return the address that opens `link` in the private chat with the bot."""
    return f"https://t.me/{bot_name}?start={link_payload(link)}"


def group_address(bot_name: str, link: HotelLink) -> str:
    """Return the address that puts a hotel before a group: Telegram asks before which one."""
    return f"https://t.me/{bot_name}?startgroup={link_payload(link)}"


def link_to(search: SearchView) -> SearchLink:
    """Return the link that opens the same search for somebody else."""
    place, stay, most = search.destination.destination_id, search.stay, search.most_total
    if search.in_all:
        return SearchLink(place, stay, None, search.filters, most)
    return SearchLink(place, stay, most and most.share(stay.nights), search.filters)


def link_payload(link: DeepLink) -> str:
    """Return what follows `?start=`."""
    match link:
        case SearchLink():
            return _search_payload(link)
        case HotelLink(hotel_id, stay):
            return "h1" + packed(stay_digits(stay), hotel_id)
        case TrackerLink(token):
            return _TRACKER + token
        case AlertLink(alert_id):
            return "a1" + packed((), alert_id)


def _search_payload(link: SearchLink) -> str:
    """Return the shortest form of a search; few need what only "s2" can hold."""
    least = link.filters.least_a_night
    digits = [
        *stay_digits(link.stay),
        *_amount_digits(link.most_a_night or link.most_in_all),
        *_filter_digits(link.filters),
    ]
    if least is None and link.most_in_all is None:
        return "s1" + packed(digits, link.destination_id)
    digits += [(int(link.most_in_all is not None), 2), *_amount_digits(least)]
    payload = "s2" + packed(digits, link.destination_id)
    if least is not None and len(payload) > LONGEST_PAYLOAD:
        return _search_payload(replace(link, filters=replace(link.filters, least_a_night=None)))
    return payload


def read_payload(payload: str) -> DeepLink | None:
    """Return the link that a payload is, None when it is not ours or was mangled."""
    if len(payload) > LONGEST_PAYLOAD or not set(payload) <= set(DIGITS):
        return None
    if payload[:2] == _TRACKER:
        return TrackerLink(payload[2:]) if len(payload) == 2 + TOKEN_LENGTH else None
    read = _READERS.get(payload[:2])
    if read is None:
        return None
    try:
        return read(Unpacking(payload[2:]))
    except (StayRefused, ValueError, OverflowError):
        return None


def _amount_digits(amount: Money | None) -> list[Digit]:
    """Return an amount; one too large to be meant is left out."""
    hundredths = int(amount.amount * 100) if amount else 0
    if amount is None or not 0 < hundredths < LARGEST_AMOUNT:
        return [(0, 2)]
    letters = [(string.ascii_uppercase.index(letter), LETTERS) for letter in amount.currency]
    return [(1, 2), (hundredths, LARGEST_AMOUNT), *letters]


def _take_amount(unpacking: Unpacking) -> Money | None:
    if not unpacking.take(2):
        return None
    amount = Decimal(unpacking.take(LARGEST_AMOUNT)) / 100
    currency = "".join(string.ascii_uppercase[unpacking.take(LETTERS)] for _ in range(3))
    if not is_spent(currency):
        raise ValueError(currency)
    return Money.of(amount, currency)


def _filter_digits(filters: Filters) -> list[Digit]:
    return [
        (sum(1 << (star - 1) for star in filters.stars), 1 << MOST_STARS),
        (round((filters.least_rating or 0) * 10), TENTHS),
        (int(filters.refundable), 2),
        (int(filters.breakfast), 2),
        (sum(1 << AMENITIES.index(one) for one in filters.amenities), 1 << MOST_AMENITIES),
    ]


def _take_filters(unpacking: Unpacking) -> Filters:
    stars, tenths = unpacking.take(1 << MOST_STARS), unpacking.take(TENTHS)
    refundable, breakfast = unpacking.take(2), unpacking.take(2)
    amenities = unpacking.take(1 << MOST_AMENITIES)
    return Filters(
        stars=frozenset(star for star in range(1, MOST_STARS + 1) if stars >> (star - 1) & 1),
        least_rating=tenths / 10 if tenths else None,
        refundable=bool(refundable),
        breakfast=bool(breakfast),
        amenities=frozenset(one for n, one in enumerate(AMENITIES) if amenities >> n & 1),
    )


def _read_search(unpacking: Unpacking) -> SearchLink:
    stay, most, filters = take_stay(unpacking), _take_amount(unpacking), _take_filters(unpacking)
    return SearchLink(unpacking.identity(), stay, most, filters)


def _read_priced_search(unpacking: Unpacking) -> SearchLink:
    stay, most, filters = take_stay(unpacking), _take_amount(unpacking), _take_filters(unpacking)
    in_all = unpacking.take(2)
    filters = replace(filters, least_a_night=_take_amount(unpacking))
    night, total = (None, most) if in_all else (most, None)
    return SearchLink(unpacking.identity(), stay, night, filters, total)


def _read_hotel(unpacking: Unpacking) -> HotelLink:
    stay = take_stay(unpacking)
    return HotelLink(unpacking.identity(), stay)


def _read_alert(unpacking: Unpacking) -> AlertLink:
    return AlertLink(unpacking.identity())


_READERS: dict[str, Callable[[Unpacking], DeepLink]] = {
    "s1": _read_search,
    "s2": _read_priced_search,
    "h1": _read_hotel,
    "a1": _read_alert,
}
