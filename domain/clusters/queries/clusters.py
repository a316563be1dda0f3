"""Clusters as stored."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from domain.catalog.models import ClusterKind
from domain.unit_of_work import Database


class StoredCluster(NamedTuple):
    """A cluster; `rules` as JSON."""

    id: int
    name: str
    kind: ClusterKind
    rules: dict[str, Any] | None
    is_public: bool
    hotel_count: int
    refreshed_at: datetime | None
    refresh_error: str | None


class CheapNight(NamedTuple):
    """The cheapest night for an arrival date in a currency, and its stay."""

    check_in: date
    nights: int
    total: Decimal
    a_night: Decimal
    currency: str
    hotel_id: int
    name: str
    destination_id: int
    observed_at: datetime


_COLUMNS = "id, name, kind, rules, is_public, hotel_count, refreshed_at, refresh_error"


async def cluster_by_id(database: Database, cluster_id: int) -> StoredCluster | None:
    """Return a cluster."""
    return await database.fetch_one_as(
        StoredCluster, f"SELECT {_COLUMNS} FROM clusters WHERE id = $1", cluster_id
    )


class Sought(NamedTuple):
    """What a cluster's name holds, folded: each of `words`, in any order.

    A word may as well name a place of its rule: `places` are pairs of a word and a destination that
    it may mean; with `whole`, the words together are the name of such destinations.
    """

    words: list[str]
    places: list[tuple[str, int]]
    whole: list[int]


# As `domain.catalog.folding.fold` compares names.
_FOLDED = (
    r"normalize(regexp_replace(normalize(lower(name), NFKD), '[\u0300-\u036f]', '', 'g'), NFC)"
)


async def clusters_named(
    database: Database, sought: Sought, most: int, after: str, *, public_only: bool
) -> list[StoredCluster]:
    """Return clusters by name, those that are sought and whose name comes after another one.

    Public ones have hotels.
    """
    return await database.fetch_as(
        StoredCluster,
        f"""
        SELECT {_COLUMNS} FROM clusters, LATERAL (SELECT ARRAY(
            SELECT place::text::bigint FROM jsonb_path_query(rules, '$.**.destination_id') place
        ) AS ids) places
        WHERE (NOT $1 OR (is_public AND hotel_count > 0)) AND name > $3
          AND (places.ids && $7::bigint[] OR NOT EXISTS (
              SELECT FROM unnest($4::text[]) sought WHERE strpos({_FOLDED}, sought) = 0
                AND NOT EXISTS (SELECT FROM unnest($5::text[], $6::bigint[]) named(word, id)
                    WHERE named.word = sought AND named.id = ANY(places.ids))))
        ORDER BY name LIMIT $2
        """,
        public_only,
        most,
        after,
        sought.words,
        [word for word, _place in sought.places],
        [place for _word, place in sought.places],
        sought.whole,
    )


async def keep_rule(database: Database, cluster_id: int, rule: dict[str, Any] | None) -> None:
    """Store a cluster's rule."""
    await database.execute("UPDATE clusters SET rules = $2 WHERE id = $1", cluster_id, rule)


async def note_refreshed(database: Database, cluster_id: int, count: int, now: datetime) -> None:
    """Record that a cluster was refreshed, and how many hotels it holds."""
    await database.execute(
        """
        UPDATE clusters SET hotel_count = $2, refreshed_at = $3, refresh_error = NULL WHERE id = $1
        """,
        cluster_id,
        count,
        now,
    )


async def note_not_refreshed(database: Database, cluster_id: int, why: str, now: datetime) -> None:
    """Record why a cluster could not be refreshed."""
    await database.execute(
        "UPDATE clusters SET refresh_error = $2, refreshed_at = $3 WHERE id = $1",
        cluster_id,
        why,
        now,
    )


async def clusters_due(database: Database, since: datetime) -> list[int]:
    """Return the dynamic clusters not refreshed since then."""
    return await database.fetch_column(
        """
        SELECT id FROM clusters WHERE kind = 'dynamic' AND rules IS NOT NULL
            AND (refreshed_at IS NULL OR refreshed_at <= $1) ORDER BY refreshed_at NULLS FIRST
        """,
        since,
    )


async def remove_cluster(database: Database, cluster_id: int) -> bool:
    """Remove a cluster, and return whether there was one."""
    gone: int | None = await database.fetchval(
        "DELETE FROM clusters WHERE id = $1 RETURNING id", cluster_id
    )
    return gone is not None


async def cheapest_nights(
    database: Database, cluster_id: int, people: str, since: datetime, today: date
) -> list[CheapNight]:
    """Return each arrival date's cheapest night seen since then, in each currency."""
    return await database.fetch_as(
        CheapNight,
        """
        SELECT DISTINCT ON (q.check_in, q.currency) q.check_in, q.nights, q.total,
            q.total / q.nights AS a_night, q.currency, q.hotel_id, h.name, h.destination_id,
            q.observed_at
        FROM cluster_hotels c JOIN hotels h ON h.id = c.hotel_id
        JOIN newest_quotes q ON q.hotel_id = c.hotel_id
        WHERE c.clusters_id = $1 AND q.people = $2 AND q.total IS NOT NULL AND q.is_comparable
          AND q.observed_at >= $3 AND q.check_in >= $4
        ORDER BY q.check_in, q.currency, q.total / q.nights, q.observed_at DESC
        """,
        cluster_id,
        people,
        since,
        today,
    )
