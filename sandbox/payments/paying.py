"""A person pays an invoice: shipping, checkout, charge, and the word of it to the bot."""

from typing import Any

from sandbox.payments.provider import Charge, Trick
from sandbox.telegram.checkout import Invoice
from sandbox.telegram.people import Person, Room
from sandbox.telegram.world import TelegramState

ADDRESS = {
    "country_code": "IN",
    "state": "Goa",
    "city": "Panaji",
    "street_line1": "1 Church Square",
    "street_line2": "",
    "post_code": "403001",
}
TOO_LATE = "The bot did not answer in time."


async def pay(
    telegram: TelegramState, room: Room, person: Person, invoice: Invoice
) -> dict[str, Any]:
    """Pay, and return `{outcome: paid | refused, error, charges: […]}`."""
    if invoice.needs_shipping:
        error = await _ship(telegram, person, invoice)
        if error is not None:
            return {"outcome": "refused", "error": error, "charges": []}
    error = await _check_out(telegram, person, invoice)
    provider = telegram.provider
    if error is not None and not provider.takes(Trick.CHARGES_REFUSED):
        return {"outcome": "refused", "error": error, "charges": []}
    charges = [_charge(telegram, person, invoice)]
    if provider.takes(Trick.DOUBLES_CHARGE):
        charges.append(_charge(telegram, person, invoice))
    if not provider.takes(Trick.TELLS_NOTHING):
        for charge in charges:
            tell(telegram, room, person, charge)
    if provider.takes(Trick.TELLS_TWICE):
        telegram.updates.repeat("message", same_id=False)
    return {"outcome": "paid", "error": error, "charges": [one.to_json() for one in charges]}


def _charge(telegram: TelegramState, person: Person, invoice: Invoice) -> Charge:
    return telegram.provider.charge(person.id, invoice.currency, invoice.amount, invoice.payload)


async def _ship(telegram: TelegramState, person: Person, invoice: Invoice) -> str | None:
    """Ask the bot where it ships to; return why it does not, None where it does."""
    query = telegram.checkout.open()
    body = {
        "id": query.id,
        "from": person.to_json(),
        "invoice_payload": invoice.payload,
        "shipping_address": ADDRESS,
    }
    telegram.updates.put("shipping_query", body, lane=f"checkout:{query.id}")
    answer = await telegram.checkout.wait(query)
    return TOO_LATE if answer is None else answer["error"]


async def _check_out(telegram: TelegramState, person: Person, invoice: Invoice) -> str | None:
    """Ask the bot whether the payment may go on; return why not, None where it may."""
    query = telegram.checkout.open()
    body = {
        "id": query.id,
        "from": person.to_json(),
        "currency": invoice.currency,
        "total_amount": invoice.amount,
        "invoice_payload": invoice.payload,
    }
    # Assumed: a checkout waits for no other update of the person.
    telegram.updates.put("pre_checkout_query", body, lane=f"checkout:{query.id}")
    answer = await telegram.checkout.wait(query)
    if answer is None:
        return TOO_LATE
    error: str | None = None if answer["ok"] else answer["error"]
    return error


def tell(telegram: TelegramState, room: Room, person: Person, charge: Charge) -> None:
    """Let the chat and the bot know that a charge was made."""
    paid = {
        "currency": charge.currency,
        "total_amount": charge.amount,
        "invoice_payload": charge.payload,
        "telegram_payment_charge_id": charge.telegram_id,
        "provider_payment_charge_id": charge.id,
    }
    body = {
        "message_id": room.next_message_id(),
        "from": person.to_json(),
        "chat": room.to_json(),
        "date": telegram.now(),
        "successful_payment": paid,
    }
    telegram.say(room, body, from_bot=False)
