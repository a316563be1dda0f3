"""Current prices of tracked things, using anything heard since their last check."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from domain.prices.models import Availability, TrackableKind
from domain.prices.queries.current_prices import Heard, hotels_of_searches, words_of
from domain.search.newest_prices import people_key, terms_key
from domain.search.queries.searches import rooms_from_json
from domain.unit_of_work import Database

# Reports further apart than this do not belong together: the older supplier may have sold out.
TOGETHER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Present:
    """A price from reports newer than the last check; `total` None is sold out."""

    total: Decimal | None
    at: datetime

    @property
    def availability(self) -> Availability:
        """Return its availability."""
        return Availability.SOLD_OUT if self.total is None else Availability.AVAILABLE


class Checked(NamedTuple):
    """A trackable, and when it was last seen."""

    id: int
    kind: TrackableKind
    hotel_id: int | None
    check_in: date
    check_out: date | None
    rooms: Sequence[Sequence[Any]]
    nationality: str
    currency: str
    terms: dict[str, Any]
    last_observed_at: datetime | None


async def present_prices(pool: Database, things: Sequence[Checked]) -> dict[int, Present]:
    """Return by trackable id what is newer than their last checks.

    For hotel stays, and for searches as the cheapest of the hotels that their last check found.
    Packages and flights only have their checks.
    """
    stays = [one for one in things if one.kind is TrackableKind.HOTEL_STAY]
    searches = [one for one in things if one.kind is TrackableKind.SEARCH]
    hotels = {one.id: [one.hotel_id] for one in stays if one.hotel_id is not None}
    hotels |= await hotels_of_searches(pool, [one.id for one in searches])
    asked = [
        (one.id, hotel_id, *_columns(one))
        for one in (*stays, *searches)
        for hotel_id in hotels.get(one.id, ())
    ]
    if not asked:
        return {}
    by_thing: defaultdict[int, list[Heard]] = defaultdict(list)
    for word in await words_of(pool, asked):
        by_thing[word.id].append(word)
    seen = {one.id: one.last_observed_at for one in things}
    found = {one: present(words) for one, words in by_thing.items()}
    return {
        one: newer
        for one, newer in found.items()
        if newer is not None and ((before := seen[one]) is None or newer.at > before)
    }


def present(words: Iterable[Heard]) -> Present | None:
    """Return what reports amount to together, None without a comparable price."""
    told = list(words)
    at = max(word.observed_at for word in told)
    together = [word for word in told if word.observed_at > at - TOGETHER]
    totals = [word.total for word in together if word.total is not None]
    if totals:
        return Present(min(totals), at)
    return Present(None, at) if all(word.is_gone for word in together) else None


def _columns(thing: Checked) -> tuple[Any, ...]:
    check_out = thing.check_out or thing.check_in
    return (
        thing.check_in, (check_out - thing.check_in).days,
        people_key(rooms_from_json(thing.rooms)), thing.nationality, thing.currency,
        terms_key(thing.terms) if thing.kind is TrackableKind.HOTEL_STAY else "",
    )  # fmt: skip
