"""What watched things cost now, where somebody has heard a newer word since their last check."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.prices.models import Availability, TrackableKind
from domain.search.newest import people_key, terms_key
from domain.search.queries import rooms_from_json
from domain.unit_of_work import Database

# Words further apart than this are not of one time: the older supplier may no longer sell.
TOGETHER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Present:
    """What a thing costs by newer words than its last check's; `total` None is sold out."""

    total: Decimal | None
    at: datetime

    @property
    def availability(self) -> Availability:
        """Return whether it can be bought."""
        return Availability.SOLD_OUT if self.total is None else Availability.AVAILABLE


async def present_prices(pool: Database, rows: Sequence[Any]) -> dict[int, Present]:
    """Return by trackable id what is newer than the rows of `trackables` tell.

    For stays in a hotel, and for searches as the cheapest of the hotels that their last check
    brought. Packages and flights are told by their checks alone.
    """
    stays = [row for row in rows if row["kind"] == TrackableKind.HOTEL_STAY]
    searches = [row for row in rows if row["kind"] == TrackableKind.SEARCH]
    hotels = {row["id"]: [row["hotel_id"]] for row in stays}
    hotels |= await _hotels_of_searches(pool, searches)
    asked = [
        (row["id"], hotel_id, *_columns(row))
        for row in (*stays, *searches)
        for hotel_id in hotels.get(row["id"], ())
    ]
    if not asked:
        return {}
    words = await pool.fetch(
        """
        SELECT k.id, n.hotel_id, n.observed_at, n.quote IS NULL AS is_gone,
               CASE WHEN n.is_comparable THEN n.total END AS total
        FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::int[], $5::text[], $6::text[],
                    $7::text[], $8::text[])
            AS k (id, hotel_id, check_in, nights, people, nationality, currency, terms)
        JOIN newest_quotes n USING (hotel_id, check_in, nights, people, nationality, currency,
                                    terms)
        """,
        *(list(column) for column in zip(*asked, strict=True)),
    )
    by_thing: defaultdict[int, list[Any]] = defaultdict(list)
    for word in words:
        by_thing[word["id"]].append(word)
    seen = {row["id"]: row["last_observed_at"] for row in rows}
    found = {one: present(words) for one, words in by_thing.items()}
    return {
        one: newer
        for one, newer in found.items()
        if newer is not None and (seen[one] is None or newer.at > seen[one])
    }


def present(words: Iterable[Mapping[str, Any]]) -> Present | None:
    """Return what words say together, None where they tell no price that can be compared."""
    told = list(words)
    at = max(word["observed_at"] for word in told)
    together = [word for word in told if word["observed_at"] > at - TOGETHER]
    totals = [word["total"] for word in together if word["total"] is not None]
    if totals:
        return Present(min(totals), at)
    return Present(None, at) if all(word["is_gone"] for word in together) else None


def _columns(row: Any) -> tuple[Any, ...]:
    is_stay = row["kind"] == TrackableKind.HOTEL_STAY
    return (
        row["check_in"], (row["check_out"] - row["check_in"]).days,
        people_key(rooms_from_json(row["rooms"])), row["nationality"], row["currency"],
        terms_key(row["terms"]) if is_stay else "",
    )  # fmt: skip


async def _hotels_of_searches(pool: Database, searches: Sequence[Any]) -> dict[int, list[int]]:
    """Return the hotels that each search's last check brought."""
    if not searches:
        return {}
    options = await pool.fetch(
        """
        SELECT o.trackable_id, o.hotel_id FROM search_options o
        JOIN trackables k ON k.id = o.trackable_id
        WHERE k.id = ANY($1::bigint[]) AND o.last_seen_at >= k.last_checked_at
        """,
        [row["id"] for row in searches],
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for option in options:
        found[option["trackable_id"]].append(option["hotel_id"])
    return found
