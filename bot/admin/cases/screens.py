"""The cases as administrators read them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from bot.admin.cases.buttons import CaseAction, case_keyboard, cases_keyboard, sure_keyboard
from bot.bookings.words import state_words
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.bookings.case_resolution import Step
from domain.bookings.models import BookingState
from domain.bookings.queries.cases import Case, CaseKind
from domain.money import Money

LONGEST_TITLE, LONGEST_DETAIL = 40, 120
MOST_STEPS = 12


def kind_words(kind: CaseKind, t: Translator) -> str:
    """Return why a person is needed, in a word or two."""
    return {
        CaseKind.OUTCOME_UNKNOWN: t.gettext("booked or not?"),
        CaseKind.STILL_PENDING: t.gettext("hotel undecided"),
        CaseKind.CANCEL_UNKNOWN: t.gettext("cancelled or not?"),
        CaseKind.CANCEL_BY_HAND: t.gettext("to be cancelled by hand"),
        CaseKind.OTHER_PRICE: t.gettext("booked at another price"),
        CaseKind.CHARGED_MORE: t.gettext("charged more than agreed"),
        CaseKind.TERMS_CHANGED: t.gettext("terms changed afterwards"),
        CaseKind.BOOKED_TWICE: t.gettext("booked twice"),
        CaseKind.CANCELLED_THERE: t.gettext("cancelled by the supplier"),
        CaseKind.NAME_BY_HAND: t.gettext("a name to be corrected by hand"),
        CaseKind.BOTH_STAND: t.gettext("both old and new booked"),
        CaseKind.REFUND_BY_HAND: t.gettext("to be refunded by hand"),
        CaseKind.REFUND_DIFFERS: t.gettext("refunded more than requested"),
    }[kind]


def _what_to_do(kind: CaseKind, t: Translator) -> str:
    return {**_about_orders(t), **_about_ends(t), **_about_money(t)}[kind]


def _about_orders(t: Translator) -> dict[CaseKind, str]:
    return {
        CaseKind.OUTCOME_UNKNOWN: t.gettext(
            "The supplier never said whether this was booked. Ask them by the references below. "
            "Until then the traveller waits, and nothing is sent again."
        ),
        CaseKind.STILL_PENDING: t.gettext(
            "The supplier has the order, and the hotel hasn’t decided for hours. Ask them."
        ),
        CaseKind.TERMS_CHANGED: t.gettext(
            "The supplier’s terms are no longer those that were agreed to. Ask them why."
        ),
        CaseKind.BOOKED_TWICE: t.gettext(
            "The supplier’s books show the same order twice. "
            "Have one of the two cancelled for free."
        ),
        CaseKind.NAME_BY_HAND: t.gettext(
            "The traveller wants a name corrected, and it can’t be done online. Have the "
            "supplier correct it, then press Settled: I’ll tell the traveller."
        ),
    }


def _about_ends(t: Translator) -> dict[CaseKind, str]:
    return {
        CaseKind.CANCEL_UNKNOWN: t.gettext(
            "The supplier never said whether this was cancelled. Ask them by the references below."
        ),
        CaseKind.CANCEL_BY_HAND: t.gettext(
            "The traveller wants to cancel this, and it can’t be done online. Have the supplier "
            "cancel it for at most the penalty below, then press Ask the supplier."
        ),
        CaseKind.CHARGED_MORE: t.gettext("Cancelling cost more than the traveller agreed to."),
        CaseKind.CANCELLED_THERE: t.gettext(
            "The supplier cancelled this without being asked. Find out why, and how much is "
            "paid back."
        ),
        CaseKind.BOTH_STAND: t.gettext(
            "This was rebooked at a lower price, and the old booking couldn’t be cancelled for "
            "what was agreed. Have the supplier cancel one of the two for at most the penalty "
            "below; the traveller may do so as well."
        ),
    }


def _about_money(t: Translator) -> dict[CaseKind, str]:
    return {
        CaseKind.OTHER_PRICE: t.gettext(
            "The supplier booked this at a different price than agreed."
        ),
        CaseKind.REFUND_BY_HAND: t.gettext(
            "The provider can’t refund this automatically. Refund the amount below at the "
            "provider, then press Settled: I’ll tell the traveller and enter it in the ledger."
        ),
        CaseKind.REFUND_DIFFERS: t.gettext(
            "The provider’s books show more refunded than was asked for. Compare them, and have "
            "the difference corrected."
        ),
    }


def render_cases(cases: Sequence[Case], now: datetime, t: Translator) -> Screen:
    """Return the open cases, the oldest first."""
    text = lines(
        t.markup("🙋 <b>Bookings that need a person</b>\n"),
        *(
            Markup("{}. {} · {} · {}").format(
                t.number(number),
                shorten(case.title, LONGEST_TITLE),
                kind_words(case.kind, t),
                t.ago(now - case.opened_at),
            )
            for number, case in enumerate(cases, start=1)
        ),
        None if cases else t.gettext("None. Everything is settled."),
    )
    return Screen(text, cases_keyboard(cases, t))


def render_case(
    case: Case, steps: Sequence[Step], zone: str, t: Translator, problem: str | None = None
) -> Screen:
    """Return a case with everything that is needed to settle it."""
    text = lines(
        Markup("🙋 <b>{}</b>").format(kind_words(case.kind, t)),
        booking_words(case, t),
        Markup("⚠️ {}").format(problem) if problem else None,
        _what_to_do(case.kind, t),
        "",
        *(
            Markup("{}: <code>{}</code>").format(name, shorten(str(value), LONGEST_DETAIL))
            for name, value in case.details.items()
            if value
        ),
        "",
        *(_step(step, zone, t) for step in steps[-MOST_STEPS:]),
    )
    return Screen(text, case_keyboard(case, t))


def _step(step: Step, zone: str, t: Translator) -> Markup:
    state = state_words(BookingState(step.state), t)
    cause = f" ({step.cause})" if step.cause else ""
    return Markup("• {} · {} · {}{}").format(t.moment(step.at, zone), step.actor, state, cause)


def booking_words(case: Case, t: Translator) -> Markup:
    """Return which booking a case is about: where, when, for how much, and whose it is."""
    days = t.days(case.starts_on, case.ends_on or case.starts_on)
    total = None if case.total is None else t.money(Money.of(case.total, case.currency))
    facts = (shorten(case.title, LONGEST_TITLE), days, total)
    whose = t.markup("of {name} (user {number})", name=case.first_name or "–", number=case.user_id)
    return Markup(" · ").join([*(one for one in facts if one), whose])


def render_sure(case: Case, action: CaseAction, t: Translator) -> Screen:
    """Ask for confirmation before the traveller gets an irreversible message."""
    question, effect, label = _sure_words(case, action, t)
    text = lines(question, "", booking_words(case, t), "", effect)
    return Screen(text, sure_keyboard(case, action, label, t))


def _amount(case: Case, t: Translator) -> str:
    """Return what is to be refunded, as the case's details have it: "5000.00 INR"."""
    amount, _, currency = str(case.details.get("amount", "")).partition(" ")
    return t.exact(Money.of(Decimal(amount), currency)) if currency else amount


def _sure_words(case: Case, action: CaseAction, t: Translator) -> tuple[Markup, Markup, str]:
    """Return the question, what will happen, and the button's label."""
    name = {"name": case.first_name or t.gettext("the traveller")}
    match action:
        case CaseAction.NOT_BOOKED:
            return (
                t.markup("✖️ <b>Nothing was booked?</b>"),
                t.markup(
                    "I’ll tell {name} right away, and they may book elsewhere. Make sure the "
                    "supplier has no such order.", **name,
                ),
                t.gettext("✖️ Tell the traveller"),
            )  # fmt: skip
        case CaseAction.NO_SHOW:
            return (
                t.markup("🚫 <b>Did no one arrive?</b>"),
                t.markup("I’ll tell {name} right away that the hotel reports a no-show.", **name),
                t.gettext("🚫 Tell the traveller"),
            )
        case CaseAction.SEEN_TO if case.kind is CaseKind.REFUND_BY_HAND:
            return (
                t.markup("✓ <b>Is the money refunded?</b>"),
                t.markup(
                    "I’ll tell {name} that {amount} is refunded, and enter it in the ledger.",
                    amount=_amount(case, t), **name,
                ),
                t.gettext("✓ I refunded it"),
            )  # fmt: skip
        case CaseAction.SEEN_TO:
            return (
                t.markup("✓ <b>Is the name corrected?</b>"),
                t.markup("I’ll tell {name} that the supplier has corrected it.", **name),
                t.gettext("✓ Tell the traveller"),
            )
        case _:
            return (
                t.markup("⚠️ <b>Still booked?</b>"),
                t.markup("I’ll tell {name} that the booking wasn’t cancelled.", **name),
                t.gettext("⚠️ Tell the traveller"),
            )


def render_change(case: Case, t: Translator, problem: str | None = None) -> Screen:
    """Ask what the hotel has changed."""
    text = lines(
        Markup("⚠️ {}").format(problem) if problem else None,
        t.markup(
            "✏️ <b>What has the hotel changed?</b>\n\nWrite it for the traveller to read: your "
            "words are passed on as they are."
        ),
    )
    return Screen(text, case_keyboard(case, t))


def render_reference(case: Case, t: Translator) -> Screen:
    """Ask for the supplier's reference."""
    text = t.markup(
        "🔖 <b>Send me the supplier’s reference.</b>\n\nI’ll look the booking up by it, and the "
        "supplier’s answer settles the case."
    )
    return Screen(text, case_keyboard(case, t))


def render_new_case(kind: CaseKind, title: str, t: Translator) -> Screen:
    """Tell an administrator of a case."""
    text = lines(
        t.markup("🙋 <b>A booking needs a person</b>"),
        Markup("{} · {}").format(shorten(title, LONGEST_TITLE), kind_words(kind, t)),
    )
    return Screen(text, cases_keyboard((), t))
