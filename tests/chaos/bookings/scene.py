"""One case's traveller, and what the suppliers', the provider's and our books hold of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.payments.amounts import from_units
from domain.suppliers.contract import Supplier
from tests.chaos.bookings.chat import Talk
from tests.chaos.ground import Ground
from tests.sandbox_client import SandboxClient
from tests.sandbox_client import Traveller as Person

STANDING = frozenset({"pending", "confirmed", "cancel_pending"})
NOTHING = Decimal(0)
# Money by currency.
Sums = dict[str, Decimal]


@dataclass
class Scene:
    """A traveller at the sandbox, with the product as one process has it.

    `talk` and `person` are there where the traveller pays in the chat.
    """

    ground: Ground
    app: App
    traveller: Traveller
    surname: str
    supplier: Supplier
    talk: Talk | None = None
    person: Person | None = None

    @property
    def sandbox(self) -> SandboxClient:
        """Return the hand on the sandbox."""
        return self.ground.sandbox

    async def sold(self) -> list[dict[str, Any]]:
        """Return what the supplier's books have of this traveller, whatever became of it."""
        sold = await self.sandbox.call("GET", "bookings", supplier=self.supplier.value)
        return [
            one
            for one in sold
            if any(self.surname in guest.values() for guest in one["guests"])
            and one["state"] not in {"held", "released"}
        ]

    async def sales(self) -> list[dict[str, Any]]:
        """Return what of it stands."""
        return [one for one in await self.sold() if is_standing(one)]

    async def cases(self) -> list[str]:
        """Return what people are asked to settle of this traveller."""
        rows = await self.app.pool.fetch(
            """
            SELECT c.kind FROM booking_cases c JOIN universal_bookings b ON b.id = c.booking_id
            WHERE b.user_id = $1 AND c.closed_at IS NULL ORDER BY c.id
            """,
            self.traveller.user_id,
        )
        return [row["kind"] for row in rows]

    async def charges(self) -> list[dict[str, Any]]:
        """Return what the provider's books have of this traveller."""
        if self.person is None:
            return []
        books = await self.sandbox.call("GET", "provider")
        return [one for one in books["charges"] if one["user_id"] == self.person.id]

    async def kept(self) -> Sums:
        """Return what the provider took and did not give back, by currency."""
        return summed(
            (money.currency, money.amount)
            for one in await self.charges()
            for money in (from_units(one["amount"] - one["refunded"], one["currency"]),)
        )

    async def billed(self, but: str | None = None) -> Sums:
        """Return what the supplier charges for all that was sold to this traveller, but one."""
        return summed(
            (one["currency"], Decimal(one["total"] if is_standing(one) else one["penalty"] or 0))
            for one in await self.sold()
            if one["code"] != but and (is_standing(one) or one["state"] == "cancelled")
        )

    async def ledger(self) -> dict[str, Sums]:
        """Return what each account holds of this traveller's bookings, debits positive."""
        rows = await self.app.pool.fetch(
            """
            SELECT e.account_id AS account, e.currency, sum(e.amount) AS amount
            FROM ledger_entries e JOIN ledger_transfers t ON t.id = e.transfer_id
            JOIN universal_bookings b ON b.id = t.booking_id
            WHERE b.user_id = $1 GROUP BY 1, 2 HAVING sum(e.amount) <> 0
            """,
            self.traveller.user_id,
        )
        found: dict[str, Sums] = {}
        for row in rows:
            found.setdefault(row["account"], {})[row["currency"]] = row["amount"]
        return found

    async def due(self) -> datetime | None:
        """Return when the next job has something to do for this traveller."""
        at: datetime | None = await self.app.pool.fetchval(
            """
            SELECT min(at) FROM (
                SELECT look_at AS at FROM universal_bookings
                WHERE user_id = $1 AND supplier <> 'outside'
                UNION ALL
                SELECT greatest(r.look_at, r.leased_until)
                FROM rebookings r JOIN universal_bookings b ON b.id = r.old_id
                WHERE b.user_id = $1 AND r.look_at IS NOT NULL
                UNION ALL
                SELECT due_at FROM payment_charges WHERE user_id = $1 AND state = 'held'
                UNION ALL
                SELECT r.due_at FROM payment_refunds r JOIN payment_charges c ON c.id = r.charge_id
                WHERE c.user_id = $1 AND r.state = 'due'
            ) jobs
            """,
            self.traveller.user_id,
        )
        return at


def is_standing(sale: dict[str, Any]) -> bool:
    """Return whether a sale in a supplier's books is one that somebody can sleep in."""
    return sale["state"] in STANDING


def summed(amounts: Iterable[tuple[str, Decimal]]) -> Sums:
    """Add amounts up by currency, without those that come to nothing."""
    found: Sums = {}
    for currency, amount in amounts:
        found[currency] = found.get(currency, NOTHING) + amount
    return {currency: amount for currency, amount in found.items() if amount}
