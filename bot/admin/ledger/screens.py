"""The ledger as administrators read it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.admin.ledger.buttons import booking_money_keyboard, ledger_keyboard, refund_keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.ledger.accounts import WALLET, Account
from domain.ledger.queries import Balance, Posted
from domain.money import Money
from domain.payments.queries.wallets import Wallet
from domain.payments.values import Refund


def account_words(name: str, t: Translator) -> str:
    """Return what an account holds, in words."""
    if name.startswith(WALLET):
        return t.gettext("our wallet at {supplier}", supplier=name.removeprefix(WALLET))
    return {
        Account.PROVIDER: t.gettext("at the payment provider"),
        Account.HELD: t.gettext("held for bookings in progress"),
        Account.REFUNDS: t.gettext("refunds owed"),
        Account.SALES: t.gettext("sales"),
        Account.COSTS: t.gettext("costs of stays"),
        Account.LOSSES: t.gettext("losses"),
    }[Account(name)]


def render_ledger(
    balances: Sequence[Balance],
    latest: Sequence[Posted],
    waiting: Sequence[Refund],
    wallets: Sequence[Wallet],
    t: Translator,
) -> Screen:
    """Return balances, wallets, the latest transfers, and refunds that wait for a person."""
    text = lines(
        t.markup("💰 <b>Money</b>\n"),
        *(f"{account_words(one.account, t)}: {_signed(one.money, t)}" for one in balances),
        None if balances else t.gettext("Nothing has been paid yet."),
        *(
            t.gettext(
                "{supplier} says, {moment}: {money}",
                supplier=one.supplier,
                moment=t.moment(one.told_at, "UTC"),
                money=t.money(one.balance),
            )
            for one in wallets
        ),
        t.markup("\n<b>Latest transfers</b>") if latest else None,
        *(_transfer(one, t) for one in latest),
        t.markup("\n🙋 <b>Refunds that need a person: {count}</b>", count=t.number(len(waiting)))
        if waiting
        else None,
    )
    bookings = [one.booking_id for one in latest if one.booking_id is not None]
    return Screen(text, ledger_keyboard(bookings, waiting, t))


def _signed(money: Money, t: Translator) -> str:
    """Return an amount as books have it: what is owed or earned is a credit."""
    if money.amount < 0:
        owed = t.money(Money(-money.amount, money.currency))
        return t.gettext("{money} credit", money=owed)
    return t.money(money)


def _transfer(one: Posted, t: Translator) -> Markup:
    """Return one transfer: when, what, for which booking, from where to where."""
    moved = [entry for entry in one.entries if entry.money.amount > 0]
    sources = [entry for entry in one.entries if entry.money.amount < 0]
    return Markup("• {} · {}{} · {} → {} · {}").format(
        t.moment(one.at, "UTC"),
        one.kind,
        "" if one.booking_id is None else f" #{one.booking_id}",
        ", ".join(entry.account for entry in sources),
        ", ".join(entry.account for entry in moved),
        ", ".join(t.money(entry.money) for entry in moved),
    )


def render_booking_money(
    booking_id: int, transfers: Sequence[Posted], refunds: Sequence[Refund], t: Translator
) -> Screen:
    """Return all transfers of one booking, and its refunds."""
    text = lines(
        t.markup("💰 <b>Booking #{number}</b>\n", number=booking_id),
        *(_transfer(one, t) for one in transfers),
        None if transfers else t.gettext("No money has moved for it."),
        "" if refunds else None,
        *(_refund(one, t) for one in refunds),
    )
    return Screen(text, booking_money_keyboard(t))


def _refund(one: Refund, t: Translator) -> Markup:
    return Markup("↩️ {} · {} · {}{}").format(
        t.money(one.money),
        one.reason.value,
        one.state.value,
        f" ({one.detail})" if one.detail else "",
    )


def render_refund(refund: Refund, t: Translator) -> Screen:
    """Return a refund that waits for a person, with all that is needed to make it."""
    charge = refund.charge
    text = lines(
        t.markup("🙋 <b>A refund of {money} needs a person</b>", money=t.money(refund.money)),
        t.gettext(
            "Refund it at the provider under the charge below, then press the button: I’ll tell "
            "the payer and enter it in the ledger."
        ),
        "",
        Markup("provider: <code>{}</code>").format(charge.provider_charge_id),
        Markup("telegram: <code>{}</code>").format(charge.charge_id),
        Markup("key: <code>{}</code>").format(refund.key),
        Markup("payer: <code>{}</code>").format(charge.payer_id or ""),
        Markup("booking: <code>{}</code>").format(charge.booking_id or ""),
        Markup("<code>{}</code>").format(refund.detail) if refund.detail else None,
    )
    return Screen(text, refund_keyboard(refund, t))
