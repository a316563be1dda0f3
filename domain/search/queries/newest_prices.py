"""Stores and reads the newest words on stays at hotels."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.json import Encoder

from domain.money import Money
from domain.search.newest_prices import (
    FRESH,
    QUOTE_JSON,
    Held,
    Key,
    Said,
    Word,
    is_comparable,
    people_key,
)
from domain.search.price_jumps import AGREEMENT, SUSPICIOUS_FALL, SUSPICIOUS_RISE
from domain.search.values import Doubt
from domain.suppliers.contract import PriceQuestion, Quote, Supplier
from domain.unit_of_work import Database

# Older prices no longer help to judge whether the next one is plausible.
MEASURE = timedelta(days=1)


_WRITER = Encoder()
_KEY = "hotel_id, check_in, nights, people, nationality, supplier, currency, terms"


_NOTE = f"""
    WITH said AS (
        SELECT * FROM json_to_recordset($1::text::json) AS k (
            hotel_id bigint, check_in date, nights int, people text, nationality text,
            supplier text, currency text, terms text, destination_id bigint,
            observed_at timestamptz, total numeric, is_comparable bool, quote jsonb,
            is_believed bool
        )
    ), judged AS (
        SELECT said.*, coalesce(NOT is_believed,
            NOT (said.total > n.total * $2 AND said.total < n.total * $3)
            AND n.observed_at > said.observed_at - $5::interval
            AND NOT coalesce(n.doubted_at < said.observed_at
                AND abs(said.total - n.doubted_total) <= n.doubted_total * $4, false),
            false) AS is_doubted
        FROM said LEFT JOIN newest_quotes n USING ({_KEY})
    ), doubted AS (
        UPDATE newest_quotes n SET doubted_total = j.total, doubted_at = j.observed_at
        FROM judged j
        WHERE j.is_doubted AND n.observed_at <= j.observed_at
          AND (n.hotel_id, n.check_in, n.nights, n.people, n.nationality, n.supplier, n.currency,
               n.terms)
            = (j.hotel_id, j.check_in, j.nights, j.people, j.nationality, j.supplier, j.currency,
               j.terms)
    )
    INSERT INTO newest_quotes AS n ({_KEY}, destination_id, observed_at, total, is_comparable,
                                    quote)
    SELECT {_KEY}, destination_id, observed_at, total, coalesce(is_comparable, false), quote
    FROM judged WHERE NOT is_doubted ORDER BY {_KEY}
    ON CONFLICT ({_KEY}) DO UPDATE SET
        destination_id = excluded.destination_id, observed_at = excluded.observed_at,
        total = excluded.total, is_comparable = excluded.is_comparable, quote = excluded.quote,
        doubted_total = NULL, doubted_at = NULL
    WHERE n.observed_at <= excluded.observed_at
"""


class _Noted(Struct):
    """A row of what was said. All rows go to the database as one text.

    A value in an array of PostgreSQL's costs several times as much as it does in JSON.
    """

    hotel_id: int
    check_in: date
    nights: int
    people: str
    nationality: str
    supplier: str
    currency: str
    terms: str
    destination_id: int
    observed_at: datetime
    total: Decimal | None
    is_comparable: bool | None
    quote: Quote | None
    is_believed: bool | None

    @classmethod
    def of(cls, key: Key, said: Said) -> "_Noted":
        """Return the row of what was said under a key."""
        quote = said.quote
        total, comparable = (None, None)
        if quote is not None:
            total, comparable = quote.total.amount, is_comparable(quote)
        return cls(*key, said.destination_id, said.at, total, comparable, quote, said.is_believed)


async def note(connection: Database, said: Iterable[Said]) -> None:
    """Store what suppliers said, unless something newer is already known.

    All in one statement. "Nothing is sold" applies to every currency.
    """
    newest: dict[Key, Said] = {}
    for one in said:
        key = one.key
        known = newest.get(key)
        if known is None or _goes_before(one, known):
            newest[key] = one
    if not newest:
        return
    rows = _WRITER.encode([_Noted.of(key, newest[key]) for key in sorted(newest)]).decode()
    await connection.execute(_NOTE, rows, SUSPICIOUS_FALL, SUSPICIOUS_RISE, AGREEMENT, MEASURE)
    gone = [one for one in newest.values() if one.quote is None]
    if gone:
        await _note_gone(connection, gone)


def _goes_before(one: Said, other: Said) -> bool:
    """Return whether `one` takes precedence over another word in the same batch."""
    if one.at != other.at:
        return one.at > other.at
    if one.quote is None or other.quote is None:
        return other.quote is None
    ranks = [(not is_comparable(q), q.total.amount) for q in (one.quote, other.quote)]
    return ranks[0] < ranks[1]


async def _note_gone(connection: Database, gone: Sequence[Said]) -> None:
    """Remove prices in other currencies as well if nothing is sold."""
    rows = sorted((*one.key[:6], one.terms, one.at) for one in gone)
    await connection.execute(
        """
        UPDATE newest_quotes n SET total = NULL, is_comparable = false, quote = NULL,
            observed_at = k.at, doubted_total = NULL, doubted_at = NULL
        FROM unnest($1::bigint[], $2::date[], $3::int[], $4::text[], $5::text[], $6::text[],
                    $7::text[], $8::timestamptz[])
            AS k (hotel_id, check_in, nights, people, nationality, supplier, terms, at)
        WHERE n.hotel_id = k.hotel_id AND n.check_in = k.check_in AND n.nights = k.nights
          AND n.people = k.people AND n.nationality = k.nationality AND n.supplier = k.supplier
          AND n.terms = k.terms AND n.observed_at < k.at AND n.quote IS NOT NULL
        """,
        *(list(column) for column in zip(*rows, strict=True)),
    )


_NEWER = """
    SELECT DISTINCT ON (n.hotel_id, n.supplier) n.hotel_id, n.supplier, n.currency, n.quote,
        n.observed_at, n.terms, n.doubted_total, n.doubted_at
    FROM newest_quotes n
    LEFT JOIN json_to_recordset($1::text::json)
        AS h (hotel_id bigint, supplier text, at timestamptz, total numeric)
        ON h.hotel_id = n.hotel_id AND h.supplier = n.supplier
    WHERE n.hotel_id = ANY($2::text::bigint[]) AND n.check_in = $3 AND n.nights = $4
      AND n.people = $5 AND n.nationality = $6 AND n.terms = ''
      AND (n.currency = $7
           OR (n.supplier, n.currency) IN (SELECT * FROM unnest($8::text[], $9::text[])))
      AND (h.at IS NULL OR n.observed_at > h.at OR n.doubted_at >= h.at
           OR (n.observed_at = h.at AND n.total IS DISTINCT FROM h.total))
    ORDER BY n.hotel_id, n.supplier, n.observed_at DESC
"""


class _Known(Struct):
    """What is held of a supplier's hotel."""

    hotel_id: int
    supplier: str
    at: datetime
    total: Decimal


async def newer_words(
    connection: Database,
    question: PriceQuestion,
    held: Iterable[Held],
    spoken: Mapping[Supplier, frozenset[str]],
) -> tuple[Word, ...]:
    """Return what is known beyond `held`: newer words and doubted prices.

    One query, however many hotels. `spoken` are the currencies in which a supplier answered the
    question; words in other currencies are about other prices.
    """
    pairs = {(one.hotel_id, one.supplier): one.quote for one in held}
    if not pairs:
        return ()
    # Entries without a price need no mention: they have no row to join.
    known = [
        _Known(hotel_id, supplier, quote.observed_at, quote.total.amount)
        for (hotel_id, supplier), quote in pairs.items()
        if quote is not None
    ]
    tongues = [(s.value, c) for s, currencies in spoken.items() for c in currencies]
    rows = await connection.fetch(
        _NEWER,
        _WRITER.encode(known).decode(),
        f"{{{','.join({str(hotel_id) for hotel_id, _supplier in pairs})}}}",
        *_stay_columns(question),
        question.currency,
        [supplier for supplier, _currency in tongues],
        [currency for _supplier, currency in tongues],
    )
    return tuple(map(_word, rows))


async def words_on(
    connection: Database, question: PriceQuestion, hotel_id: int
) -> tuple[Word, ...]:
    """Return all words on a stay at a hotel, whatever the terms and currency."""
    rows = await connection.fetch(
        """
        SELECT * FROM newest_quotes WHERE hotel_id = $1 AND check_in = $2 AND nights = $3
          AND people = $4 AND nationality = $5
        """,
        hotel_id,
        *_stay_columns(question),
    )
    return tuple(map(_word, rows))


async def least_said(
    connection: Database,
    destination_id: int,
    question: PriceQuestion,
    hotel_id: int | None,
) -> tuple[tuple[Supplier, Money], ...]:
    """Return each supplier's lowest price in each currency, for a stay at a hotel or anywhere."""
    rows = await connection.fetch(
        """
        SELECT supplier, currency, min(total) AS total FROM newest_quotes
        WHERE check_in = $1 AND nights = $2 AND people = $3 AND nationality = $4
          AND destination_id = $5 AND ($6::bigint IS NULL OR hotel_id = $6) AND quote IS NOT NULL
        GROUP BY supplier, currency
        """,
        *_stay_columns(question),
        destination_id,
        hotel_id,
    )
    return tuple((Supplier(r["supplier"]), Money.of(r["total"], r["currency"])) for r in rows)


def _stay_columns(question: PriceQuestion) -> tuple[object, ...]:
    stay = question.stay
    return stay.check_in, stay.nights, people_key(stay.rooms), question.nationality


def _word(row: Any) -> Word:
    total: Decimal | None = row["doubted_total"]
    doubt = None if total is None else Doubt(Money.of(total, row["currency"]), row["doubted_at"])
    quote = None if row["quote"] is None else QUOTE_JSON.validate_python(row["quote"])
    return Word(
        row["hotel_id"], Supplier(row["supplier"]), row["currency"], quote, row["observed_at"],
        row["terms"], doubt,
    )  # fmt: skip


async def forget_words(pool: Database, now: datetime) -> None:
    """Delete words that are too old to matter."""
    await pool.execute("DELETE FROM newest_quotes WHERE observed_at < $1", now - FRESH)
