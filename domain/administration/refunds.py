"""Refunds that wait for a person; each act is logged with it."""

from domain.administration.audit import Act, Actor, Deed, note
from domain.app import App
from domain.bookings.payment.refunds import ask_provider_again, settle_by_hand
from domain.ledger.queries import export_csv
from domain.payments.values import Refund


async def note_made(app: App, actor: Actor, refund_id: int) -> None:
    """Record that an administrator made a refund. Raises NotFound if it waits for nobody."""
    async with app.pool.transaction():
        refund = await settle_by_hand(app, refund_id, actor.user_id or 0)
        await _note(app, actor, refund, Act.REFUND_MADE)


async def ask_again(app: App, actor: Actor, refund_id: int) -> None:
    """Ask the provider again. Raises NotFound if it waits for nobody."""
    async with app.pool.transaction():
        refund = await ask_provider_again(app, refund_id)
        await _note(app, actor, refund, Act.REFUND_ASKED)


async def export_ledger(app: App, actor: Actor) -> bytes:
    """Return the ledger as CSV, and log who exported it."""
    content = await export_csv(app.pool)
    await note(app.pool, actor, Deed(Act.LEDGER_EXPORTED, "ledger"), app.clock.now())
    return content


async def _note(app: App, actor: Actor, refund: Refund, act: Act) -> None:
    money = f"{refund.money.amount} {refund.money.currency}"
    deed = Deed(act, f"refund:{refund.refund_id}", {"key": refund.key}, {"amount": money})
    await note(app.pool, actor, deed, app.clock.now())
