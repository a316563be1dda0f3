"""What must be true in the end, by everybody's books; or a person has the case."""

from domain.bookings.lifecycle import UNSENT
from domain.bookings.models import BookingState
from domain.bookings.queries.bookings import load_any
from domain.bookings.queries.cases import CaseKind
from domain.bookings.values import Booking
from tests.chaos.bookings.scene import Scene, Sums
from tests.ledger.imbalance import imbalance

STANDS = {
    BookingState.CONFIRMED: 1, BookingState.CANCELLED: 0, BookingState.FAILED: 0,
    BookingState.PENDING: 1,
}  # fmt: skip


async def judge_one(scene: Scene, booking: Booking) -> list[str]:
    """Compare one booking with the supplier's books."""
    sales, after = await scene.sales(), await load_any(booking.booking_id)
    cases = await scene.cases()
    if cases:
        is_told = len(sales) <= 1 or CaseKind.BOOKED_TWICE in cases
        return [] if is_told else [f"{len(sales)} stand from one confirm"]
    expected = 0 if after.state in UNSENT else STANDS.get(after.state)
    if expected is None:
        return [f"{after.state} and nobody has it"]
    return [] if len(sales) == expected else [f"{after.state} and {len(sales)} in the books"]


async def judge_both(scene: Scene, booking: Booking) -> list[str]:
    """Compare a rebooking with the supplier's books: never none, and two only with a case."""
    sales, cases = await scene.sales(), await scene.cases()
    rows = await scene.app.pool.fetch(
        "SELECT step, new_id FROM rebookings WHERE old_id = $1", booking.booking_id
    )
    old = await load_any(booking.booking_id)
    wrong = []
    if not sales:
        wrong.append("left with none")
    if len(sales) > 1 and not cases:
        wrong.append("two stand and nobody has it")
    ours = {old.booking_id: old.state}
    for row in rows:
        new = await load_any(row["new_id"])
        ours[new.booking_id] = new.state
        if row["step"] in {"booking", "cancelling"} and not cases:
            wrong.append(f"{row['step']} for hours and nobody has it")
    standing = sum(state is BookingState.CONFIRMED for state in ours.values())
    if not cases and standing != len(sales):
        wrong.append(f"{sorted(ours.values())} with us, {len(sales)} in the books")
    return wrong


async def judge_ledger(scene: Scene) -> list[str]:
    """Return what is out of balance: nothing may be, at any instant."""
    off = await imbalance(scene.app.pool)
    return [f"the ledger is off by {off}"] if off else []


async def judge_money(scene: Scene, _booking: Booking) -> list[str]:
    """Compare everybody's books of the money; all that was bought was paid for here."""
    return await _judge_money(scene, None)


async def judge_money_of_new(scene: Scene, booking: Booking) -> list[str]:
    """Compare them where the first booking was paid by the agency's wallet alone."""
    return await _judge_money(scene, booking.supplier_ref)


async def _judge_money(scene: Scene, unpaid: str | None) -> list[str]:
    """Compare the ledger with the provider's and the supplier's books.

    Whoever paid has a booking or the money back: what the provider keeps is what the supplier
    charges, or a person has the case.
    """
    ours, kept, billed = await scene.ledger(), await scene.kept(), await scene.billed()
    if await scene.cases():
        return []
    wrong = [
        f"{told} {_shown(amounts)} with us, {_shown(theirs)} in the books"
        for told, amounts, theirs in (
            ("paid", ours.get("provider", {}), kept),
            ("billed", _negative(ours.get(f"wallet:{scene.supplier.value}", {})), billed),
        )
        if amounts != theirs
    ]
    wrong += [
        f"{account}: {_shown(ours[account])} for hours"
        for account in ("held", "refunds", "losses")
        if account in ours
    ]
    bought = await scene.billed(but=unpaid)
    if kept != bought:
        wrong.append(f"paid {_shown(kept)} for what costs {_shown(bought)}")
    return wrong


def _negative(sums: Sums) -> Sums:
    return {currency: -amount for currency, amount in sums.items()}


def _shown(sums: Sums) -> str:
    return ", ".join(f"{amount} {currency}" for currency, amount in sorted(sums.items())) or "0"
