"""Invoices, the answers to those who pay, and Stars given back."""

import re
import secrets
from typing import Any

from sandbox.telegram.checkout import STARS, Invoice
from sandbox.telegram.composing import send
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_PAYLOAD = 32, 255, 128
LONGEST_REASON = 200
PROVIDER_TOKEN = re.compile(r"\d+:(TEST|LIVE):[A-Za-z0-9_-]{4,}")


def _invoice(telegram: TelegramState, params: Params) -> Invoice:
    """Return the invoice that the parameters describe. Raises Telegram's 400s."""
    title, description = params.text("title"), params.text("description")
    payload, currency = params.text("payload"), params.text("currency").upper()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise bad_request("PRODUCT_TITLE_INVALID" if title else "title is empty")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("PRODUCT_DESCRIPTION_INVALID" if description else "description is empty")
    if not 1 <= len(payload.encode()) <= LONGEST_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    token = params.text("provider_token")
    is_stars = currency == STARS
    if bool(token) if is_stars else not PROVIDER_TOKEN.fullmatch(token):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    amounts = [_amount(price) for price in params.array("prices")]
    if not amounts or (is_stars and len(amounts) > 1):
        raise bad_request("STARS_INVOICE_INVALID" if is_stars else "prices are empty")
    telegram.checkout.check_amount(currency, sum(amounts))
    return Invoice(
        title, description, payload, currency, sum(amounts),
        params.flag("is_flexible"), params.text("start_parameter"),
    )  # fmt: skip


def _amount(price: Any) -> int:
    match price:
        case {"label": str(label), "amount": int(amount)} if label:
            return amount
        case _:
            raise bad_request("can't parse labeled price")


async def send_invoice(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send an invoice; its first button pays it, whatever the bot's keyboard holds."""
    room = telegram.writable(params.values.get("chat_id"))
    invoice = _invoice(telegram, params)
    markup = params.fields("reply_markup").get("inline_keyboard") or [[]]
    first = markup[0][0] if markup[0] else None
    if first is not None and not first.get("pay"):
        raise bad_request("BUTTON_TYPE_INVALID")
    pay = {"text": (first or {}).get("text") or "Pay", "pay": True}
    others = [markup[0][1:], *markup[1:]]
    bare = Params({**params.values, "reply_markup": {"inline_keyboard": others}}, params.uploads)
    stored = send(telegram, room, bare, {"invoice": invoice.to_json()})
    rows = stored.markup.get("inline_keyboard", [])
    stored.body["reply_markup"] = {"inline_keyboard": [[pay], *rows]}
    telegram.checkout.invoices[room.id, stored.id] = invoice
    telegram.publish(room, "edited", stored.shown())
    return stored.for_bot()


async def create_invoice_link(telegram: TelegramState, params: Params) -> str:
    """Return an address that leads to an invoice."""
    slug = secrets.token_urlsafe(12)
    telegram.checkout.links[slug] = _invoice(telegram, params)
    return f"https://t.me/${slug}"


async def answer_shipping_query(telegram: TelegramState, params: Params) -> bool:
    """Say how it can be shipped, or that it cannot be."""
    is_ok = params.flag("ok")
    if is_ok and not params.array("shipping_options"):
        raise bad_request("SHIPPING_OPTIONS_EMPTY")
    _answer(telegram, params, "shipping_query_id", is_ok=is_ok)
    return True


async def answer_pre_checkout_query(telegram: TelegramState, params: Params) -> bool:
    """Let a payment go on, or say why not."""
    _answer(telegram, params, "pre_checkout_query_id", is_ok=params.flag("ok"))
    return True


def _answer(telegram: TelegramState, params: Params, name: str, *, is_ok: bool) -> None:
    reason = params.text("error_message")
    if not is_ok and not reason:
        raise bad_request("error message is empty")
    answer: dict[str, Any] = {"ok": is_ok, "error": reason[:LONGEST_REASON] or None}
    if params.array("shipping_options"):
        answer["options"] = params.array("shipping_options")
    telegram.checkout.answer(params.text(name), answer)


async def refund_star_payment(telegram: TelegramState, params: Params) -> bool:
    """Give a person's Stars back, all of them, once."""
    charge = telegram.provider.by_telegram(params.text("telegram_payment_charge_id"))
    if charge is None or charge.currency != STARS:
        raise bad_request("CHARGE_NOT_FOUND")
    if charge.user_id != params.integer("user_id"):
        raise bad_request("USER_ID_INVALID")
    if charge.refunded:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    telegram.provider.refund(charge.id, "stars", charge.amount)
    room = telegram.rooms[charge.user_id]
    told = {
        "currency": STARS,
        "total_amount": charge.amount,
        "invoice_payload": charge.payload,
        "telegram_payment_charge_id": charge.telegram_id,
    }
    head = {"message_id": room.next_message_id(), "date": telegram.now()}
    body = {**head, "chat": room.to_json(), "refunded_payment": told}
    telegram.say(room, body, from_bot=False)
    return True


async def get_star_transactions(telegram: TelegramState, _params: Params) -> dict[str, Any]:
    """Return what came in Stars and what went back."""
    stars = [one for one in telegram.provider.charges.values() if one.currency == STARS]
    came = [{"id": one.telegram_id, "amount": one.amount} for one in stars]
    back = [{"id": one.telegram_id, "amount": -one.refunded} for one in stars if one.refunded]
    return {"transactions": [{**one, "date": telegram.now()} for one in [*came, *back]]}


async def get_star_balance(telegram: TelegramState, _params: Params) -> dict[str, int]:
    """Tell how many Stars came and did not go back."""
    stars = [one for one in telegram.provider.charges.values() if one.currency == STARS]
    return {"amount": sum(one.amount - one.refunded for one in stars)}


METHODS = {
    "sendInvoice": send_invoice,
    "createInvoiceLink": create_invoice_link,
    "answerShippingQuery": answer_shipping_query,
    "answerPreCheckoutQuery": answer_pre_checkout_query,
    "refundStarPayment": refund_star_payment,
    "getStarTransactions": get_star_transactions,
    "getMyStarBalance": get_star_balance,
}
