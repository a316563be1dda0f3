"""Rates that prices are for, each stored once and referenced by observations and days."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from domain.suppliers.contract import RateIdentity
from domain.unit_of_work import Database


def rate_fingerprint(rate: RateIdentity) -> str:
    """Return a key that is equal for the same rate, whatever the spelling of seller and room."""
    return hashlib.sha256(json.dumps(rate.key).encode()).hexdigest()


async def keep_rates(pool: Database, rates: Iterable[RateIdentity]) -> Mapping[RateIdentity, int]:
    """Return each rate's id, storing new ones."""
    by_rate = {rate: rate_fingerprint(rate) for rate in rates}
    wanted = {key: rate for rate, key in by_rate.items()}
    known = await _known(pool, wanted)
    # In a fixed order, so that concurrent writers of the same rates never deadlock.
    missing = [(key, wanted[key]) for key in sorted(wanted.keys() - known.keys())]
    if missing:
        await pool.executemany(
            """
            INSERT INTO priced_rates (fingerprint, source, seller, room, board, refundable, payment)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (fingerprint) DO NOTHING
            """,
            [
                (
                    key, rate.source.value, rate.seller, rate.room, rate.board.value,
                    rate.refundable.value, rate.payment.value,
                )
                for key, rate in missing
            ],
        )  # fmt: skip
        known = await _known(pool, wanted)
    return {rate: known[key] for rate, key in by_rate.items()}


async def _known(pool: Database, wanted: Mapping[str, RateIdentity]) -> dict[str, int]:
    rows = await pool.fetch(
        "SELECT fingerprint, id FROM priced_rates WHERE fingerprint = ANY($1::text[])", list(wanted)
    )
    return {row["fingerprint"]: row["id"] for row in rows}
