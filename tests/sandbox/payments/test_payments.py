"""Telegram's payments by hand: invoices, shipping, checkout, charges, refunds, and the tricks."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.sandbox.telegram.serving import RawBot, running_sandbox
from tests.sandbox_client import SandboxClient, SandboxError, Traveller

CARD = "284685063:TEST:MzQ1Njc4"
INVOICE = {
    "title": "Palms Retreat",
    "description": "12 – 15 Dec, one room",
    "payload": "b-1",
    "provider_token": CARD,
    "currency": "INR",
    "prices": [{"label": "Stay", "amount": 450_000}, {"label": "Taxes", "amount": 50_000}],
}
STARS = {
    **INVOICE,
    "provider_token": "",
    "currency": "XTR",
    "prices": [{"label": "a", "amount": 9}],
}


@pytest.fixture
async def sandbox_url() -> AsyncIterator[str]:
    async with running_sandbox() as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(sandbox_url) as client:
        yield client


@pytest.fixture
async def bot(sandbox_url: str) -> AsyncIterator[RawBot]:
    raw = RawBot(sandbox_url)
    yield raw
    await raw.close()


@pytest.fixture
async def asha(sandbox: SandboxClient) -> Traveller:
    traveller = await sandbox.add_user("Asha")
    await sandbox.say(traveller, "/start")
    return traveller


async def answering(
    bot: RawBot, offset: int = 0, **answers: dict[str, Any]
) -> list[dict[str, Any]]:
    """Answer queries by kind until a payment comes; return all updates but the first words."""
    seen: list[dict[str, Any]] = []
    while True:
        for update in await bot.call("getUpdates", offset=offset, timeout=2):
            offset = update["update_id"] + 1
            seen.append(update)
            for kind, answer in answers.items():
                if kind in update:
                    method = "".join(word.title() for word in kind.split("_"))
                    named = {f"{kind}_id": update[kind]["id"]}
                    await bot.call(f"answer{method}", **named, **answer)
            if "successful_payment" in update.get("message", {}) or not answers:
                return seen


def pay(sandbox: SandboxClient, who: Traveller, message_id: int, **more: Any) -> Any:
    body = {"from_user": who.id, "chat": who.chat_id, **more}
    return sandbox.call("POST", f"payments/{message_id}", body)


OK = {"ok": True}


async def test_an_invoice_is_paid(bot: RawBot, sandbox: SandboxClient, asha: Traveller) -> None:
    sent = await bot.call("sendInvoice", chat_id=asha.id, **INVOICE)
    assert sent["invoice"]["total_amount"] == 500_000
    assert sent["reply_markup"]["inline_keyboard"] == [[{"text": "Pay", "pay": True}]]
    updates, paid = await asyncio.gather(
        answering(bot, pre_checkout_query=OK), pay(sandbox, asha, sent["message_id"])
    )
    assert paid["outcome"] == "paid"
    [charge] = paid["charges"]
    query = next(one["pre_checkout_query"] for one in updates if "pre_checkout_query" in one)
    assert (query["currency"], query["total_amount"], query["invoice_payload"]) == (
        "INR",
        500_000,
        "b-1",
    )
    told = updates[-1]["message"]["successful_payment"]
    assert told["telegram_payment_charge_id"] == charge["telegram_id"]
    assert told["provider_payment_charge_id"] == charge["id"]
    cancelled = await pay(sandbox, asha, sent["message_id"], outcome="cancel")
    assert cancelled["outcome"] == "cancelled"


async def test_what_ships_is_asked_for_first_and_can_be_refused(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call("sendInvoice", chat_id=asha.id, is_flexible=True, **INVOICE)
    options = [{"id": "post", "title": "Post", "prices": [{"label": "Post", "amount": 1}]}]
    updates, paid = await asyncio.gather(
        answering(bot, shipping_query={**OK, "shipping_options": options}, pre_checkout_query=OK),
        pay(sandbox, asha, sent["message_id"]),
    )
    assert paid["outcome"] == "paid"
    assert any(one.get("shipping_query", {}).get("shipping_address") for one in updates)
    answers = asyncio.create_task(
        answering(
            bot,
            updates[-1]["update_id"] + 1,
            shipping_query={"ok": False, "error_message": "A stay is not sent by post."},
        )
    )
    refused = await pay(sandbox, asha, sent["message_id"])
    answers.cancel()
    await asyncio.gather(answers, return_exceptions=True)
    assert (refused["outcome"], refused["error"]) == ("refused", "A stay is not sent by post.")


async def test_a_checkout_is_refused_or_runs_out(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call("sendInvoice", chat_id=asha.id, **INVOICE)
    await has_patience(sandbox, 0.5)
    late = await pay(sandbox, asha, sent["message_id"])
    await has_patience(sandbox, 60)
    assert late == {"outcome": "refused", "error": "The bot did not answer in time.", "charges": []}
    no = {"ok": False, "error_message": "The price has changed."}
    with pytest.raises(AssertionError, match="query is too old"):
        await answering(bot, pre_checkout_query=no)
    seen = await bot.call("getUpdates")
    refusing = asyncio.create_task(_refusing(bot, seen[-1]["update_id"] + 1))
    refused = await pay(sandbox, asha, sent["message_id"])
    assert (refused["outcome"], refused["error"]) == ("refused", "Changed.")
    await refusing
    assert (await sandbox.call("GET", "provider"))["charges"] == []


async def has_patience(sandbox: SandboxClient, seconds: float) -> None:
    """Have Telegram wait so long for the word on a checkout."""
    await sandbox.call("POST", "payments/checkout/patience", {"seconds": seconds})


async def _refusing(bot: RawBot, offset: int) -> None:
    updates = await bot.call("getUpdates", offset=offset, timeout=2)
    query = updates[-1]["pre_checkout_query"]["id"]
    answer = {"pre_checkout_query_id": query, "ok": False}
    assert await bot.refusal("answerPreCheckoutQuery", **answer) == (
        "Bad Request: error message is empty"
    )
    await bot.call("answerPreCheckoutQuery", **answer, error_message="Changed.")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": "x" * 33}, "PRODUCT_TITLE_INVALID"),
        ({"description": ""}, "description is empty"),
        ({"payload": "ü" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "XXX"}, "CURRENCY_INVALID"),
        ({"prices": []}, "prices are empty"),
        ({"prices": [{"label": "a", "amount": 100}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [{"label": "a", "amount": 10**9}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}},
         "BUTTON_TYPE_INVALID"),
        ({"currency": "XTR"}, "PAYMENT_PROVIDER_INVALID"),
    ],
)  # fmt: skip
async def test_what_telegram_takes_in_no_invoice(
    bot: RawBot, asha: Traveller, changed: dict[str, Any], words: str
) -> None:
    refusal = await bot.refusal("sendInvoice", chat_id=asha.id, **{**INVOICE, **changed})
    assert refusal == f"Bad Request: {words}"


async def test_stars_go_back_once(bot: RawBot, sandbox: SandboxClient, asha: Traveller) -> None:
    sent = await bot.call("sendInvoice", chat_id=asha.id, **STARS)
    _updates, paid = await asyncio.gather(
        answering(bot, pre_checkout_query=OK), pay(sandbox, asha, sent["message_id"])
    )
    [charge] = paid["charges"]
    named = {"telegram_payment_charge_id": charge["telegram_id"]}
    assert "USER_ID_INVALID" in await bot.refusal("refundStarPayment", user_id=1, **named)
    assert await bot.call("refundStarPayment", user_id=asha.id, **named)
    again = await bot.refusal("refundStarPayment", user_id=asha.id, **named)
    assert again == "Bad Request: CHARGE_ALREADY_REFUNDED"
    assert [one["amount"] for one in (await bot.call("getStarTransactions"))["transactions"]] == [
        9,
        -9,
    ]
    assert "refunded_payment" in await sandbox.last_message(asha)


async def test_the_provider_refunds_by_key_and_plays_its_tricks(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    stray = {"from_user": asha.id, "currency": "INR", "amount": 500, "payload": "x"}
    charge = await sandbox.call("POST", "payments/stray/charge", stray)
    path = f"/provider/charges/{charge['id']}"

    async def refund(key: str, amount: int = 200) -> tuple[int, Any]:
        body = {"charge_id": charge["id"], "amount": amount, "currency": "INR"}
        answer = await bot.raw("POST", "/provider/refunds", json=body,
                               headers={"Idempotency-Key": key})  # fmt: skip
        return answer.status_code, answer.json().get("status") or answer.json()["code"]

    async def trick(name: str) -> None:
        await sandbox.call("POST", "provider/tricks", {"trick": name, "times": 1})

    async def refunded() -> int:
        amount: int = (await bot.raw("GET", path)).json()["refunded"]
        return amount

    assert await refund("a") == (200, "refunded")
    assert await refund("a") == (200, "refunded")
    assert await refunded() == 200
    assert await refund("b", 400) == (422, "amount_invalid")
    await trick("lies_done")
    assert await refund("c", 100) == (200, "refunded")
    assert await refunded() == 200
    await trick("lies_failed")
    assert await refund("d", 100) == (500, "internal_error")
    assert await refunded() == 300
    await trick("doubles_refund")
    assert await refund("e", 100) == (200, "refunded")
    assert await refunded() == 500
    assert await refund("f", 100) == (409, "already_refunded")
    await trick("refuses")
    assert (await refund("g"))[0] == 422
    assert (await sandbox.call("GET", "provider"))["tricks"] == {}


async def test_a_provider_charges_twice_tells_twice_and_charges_what_was_refused(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call("sendInvoice", chat_id=asha.id, **INVOICE)
    for name in ("charges_refused", "doubles_charge", "tells_twice"):
        await sandbox.call("POST", "provider/tricks", {"trick": name, "times": 1})
    await has_patience(sandbox, 0.5)
    paid = await pay(sandbox, asha, sent["message_id"])
    assert (paid["outcome"], len(paid["charges"])) == ("paid", 2)
    updates = await bot.call("getUpdates", timeout=1)
    told = [one["message"]["successful_payment"]["telegram_payment_charge_id"] for one in updates
            if "successful_payment" in one.get("message", {})]  # fmt: skip
    first, second = (one["telegram_id"] for one in paid["charges"])
    assert told == [first, second, second]
    with pytest.raises(SandboxError, match="no invoice"):
        await pay(sandbox, asha, 999)
