"""The outbox's notices in chats: each kind with its screen."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.account.screens import (
    render_address_added,
    render_hook_switched_off,
    render_linked_notice,
    render_parted_notice,
)
from bot.admin.cases.screens import render_new_case
from bot.admin.health.screens import render_alarm, render_mended
from bot.admin.support.screens import render_written
from bot.bookings.hotel_notes import render_hotel_note
from bot.bookings.noted_bookings.action_screens import render_noted_told
from bot.bookings.notice_screens import render_told
from bot.bookings.payment.screens import render_payment_told, render_refund_case, render_unpaid
from bot.bookings.prices.screens import render_cheaper, render_held
from bot.bookings.rebooking.screens import render_told as render_rebooking_told
from bot.forecasts.screens import render_silenced, render_speaking
from bot.groups.screens import render_closed_group
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.sending.telegram import Notice
from bot.start.screens import render_answer_missed
from bot.support.screens import render_answer
from bot.trackers.endings import Ending, render_ending
from bot.trackers.rule_quarantine import render_rule_set_aside
from bot.updates.missed_answers import ANSWER_MISSED
from bot.words.people import name_of
from domain.accounts.first_address import ADDRESS_ADDED
from domain.administration.health.alarms import HEALTH_BROKE, HEALTH_MENDED, Alarm
from domain.administration.support.service import SUPPORT_ANSWERED, SUPPORT_WRITTEN
from domain.alerts.models import RuleKind
from domain.alerts.rule_quarantine import RULE_SET_ASIDE
from domain.bookings.noted_bookings.reminders import NOTED, NotedTold
from domain.bookings.notices import ADMIN_CASE, BOOKING, COMPANIONS, NoticeKind
from domain.bookings.operator import OPERATOR
from domain.bookings.payment.notices import PAYMENT_CASE, SUPPLIER_UNPAID, PaymentTold
from domain.bookings.price_watches.alerts import SAVED
from domain.bookings.queries.bookings import TERMS
from domain.bookings.queries.cases import CaseKind
from domain.event_hooks.notices import HOOK_SWITCHED_OFF
from domain.linking.notices import CHAT_LINKED, CHAT_UNLINKED
from domain.money import Money
from domain.outbox.values import Message
from domain.payments.values import Reason
from domain.prices.forecast_alarms import FORECASTS_SILENCED, FORECASTS_SPEAK
from domain.suppliers.contract import Supplier
from domain.trackers.chats import GROUP_CLOSED
from domain.trackers.lifecycle import TRACKER_ENDED
from domain.trackers.values import RuleView


def _ending(message: Message, t: Translator) -> Screen:
    values = message.values
    day = date.fromisoformat(values["day"])
    ending = Ending(values["tracker_id"], values["name"], day, values["is_wished"])
    return render_ending(ending, t)


def _group_closed(message: Message, t: Translator) -> Screen:
    return render_closed_group(message.values["group"], message.values["count"], t)


def _rule_set_aside(message: Message, t: Translator) -> Screen:
    values = message.values

    def size(name: str) -> Decimal | None:
        return None if values[name] is None else Decimal(values[name])

    def money(name: str) -> Money | None:
        amount = size(name)
        return None if amount is None else Money.of(amount, values["currency"])

    kind = RuleKind(values["kind"])
    rule = RuleView(values["rule_id"], kind, size("percent"), money("amount"), money("target"))
    return render_rule_set_aside(values["tracker_id"], values["name"], rule, t)


def _forecasts_silenced(message: Message, t: Translator) -> Screen:
    values = message.values
    return render_silenced(values["source"], values["kind"], values["error"], values["outcomes"], t)


def _forecasts_speak(message: Message, t: Translator) -> Screen:
    values = message.values
    return render_speaking(values["source"], values["kind"], date.fromisoformat(values["since"]), t)


def _chat_linked(message: Message, t: Translator) -> Screen:
    return render_linked_notice(message.values["email"], message.values["counts"], t)


def _chat_unlinked(message: Message, t: Translator) -> Screen:
    return render_parted_notice(message.values["email"], message.values["counts"], t)


def _address_added(message: Message, t: Translator) -> Screen:
    return render_address_added(message.values["email"], t)


def _hook_switched_off(message: Message, t: Translator) -> Screen:
    return render_hook_switched_off(message.values["host"], message.values["reason"], t)


def _booking(message: Message, t: Translator) -> Screen:
    values = message.values
    booking = BOOKING.validate_python(values["booking"])
    changed = TERMS.validate_python(values["terms"]) if "terms" in values else None
    operator = OPERATOR.validate_python(values["operator"]) if "operator" in values else None
    told = NoticeKind(message.kind)
    others = COMPANIONS.validate_python(values.get("others", ()))
    return render_told(
        told, booking, message.created_at, values["zone"], t, changed, operator, others
    )


def _cheaper(message: Message, t: Translator) -> Screen:
    values, now = message.values, message.created_at
    booking = BOOKING.validate_python(values["booking"])
    offered = TERMS.validate_python(values["terms"])
    saved = SAVED.validate_python(values["saved"])
    return render_cheaper(booking, offered, saved, now, values["zone"], t)


def _price_held(message: Message, t: Translator) -> Screen:
    booking = BOOKING.validate_python(message.values["booking"])
    return render_held(booking, message.created_at, message.values["zone"], t)


def _noted(message: Message, t: Translator) -> Screen:
    values = message.values
    noted = NOTED.validate_python(values["noted"])
    told = NotedTold(message.kind)
    return render_noted_told(told, noted, message.created_at, values["zone"], t)


def _hotel_note(message: Message, t: Translator) -> Screen:
    values = message.values
    booking = BOOKING.validate_python(values["booking"])
    return render_hotel_note(NoticeKind(message.kind), booking, values["words"], t)


def _rebooking(message: Message, t: Translator) -> Screen:
    values = message.values
    booking, told = BOOKING.validate_python(values["booking"]), NoticeKind(message.kind)
    amount = values.get("saved")
    saved = None if amount is None else Money.of(amount, booking.terms.total.currency)
    return render_rebooking_told(told, booking, saved, t)


def _booking_case(message: Message, t: Translator) -> Screen:
    return render_new_case(CaseKind(message.values["kind"]), message.values["title"], t)


def _payment(message: Message, t: Translator) -> Screen:
    values = message.values
    money = Money.of(values["amount"], values["currency"])
    told, reason = PaymentTold(message.kind), Reason(values["reason"])
    return render_payment_told(told, money, reason, values["title"], values["booking_id"], t)


def _supplier_unpaid(message: Message, t: Translator) -> Screen:
    return render_unpaid(Supplier(message.values["supplier"]), t)


def _payment_case(message: Message, t: Translator) -> Screen:
    return render_refund_case(Money.of(message.values["amount"], message.values["currency"]), t)


def _health_broke(message: Message, t: Translator) -> Screen:
    values = message.values
    return render_alarm(Alarm(values["alarm"]), values["value"], values.get("supplier", ""), t)


def _health_mended(message: Message, t: Translator) -> Screen:
    return render_mended(Alarm(message.values["alarm"]), message.values["value"], t)


def _support_written(message: Message, t: Translator) -> Screen:
    values = message.values
    return render_written(
        values["thread"], name_of(values["name"], values.get("user", 0), t), values["text"], t
    )


def _support_answered(message: Message, t: Translator) -> Screen:
    return render_answer(message.values["text"], t)


def _answer_missed(_message: Message, t: Translator) -> Screen:
    return render_answer_missed(t)


NOTICES: Mapping[str, Notice] = {
    ANSWER_MISSED: _answer_missed,
    GROUP_CLOSED: _group_closed,
    TRACKER_ENDED: _ending,
    RULE_SET_ASIDE: _rule_set_aside,
    FORECASTS_SILENCED: _forecasts_silenced,
    FORECASTS_SPEAK: _forecasts_speak,
    CHAT_LINKED: _chat_linked,
    CHAT_UNLINKED: _chat_unlinked,
    ADDRESS_ADDED: _address_added,
    HOOK_SWITCHED_OFF: _hook_switched_off,
    **dict.fromkeys(NoticeKind, _booking),
    NoticeKind.CHEAPER: _cheaper,
    NoticeKind.PRICE_HELD: _price_held,
    **dict.fromkeys((NoticeKind.NO_SHOW, NoticeKind.CHANGED_BY_HOTEL), _hotel_note),
    **dict.fromkeys(NotedTold, _noted),
    **dict.fromkeys(
        (NoticeKind.REBOOKED, NoticeKind.REBOOK_STOPPED, NoticeKind.BOTH_STAND), _rebooking
    ),
    ADMIN_CASE: _booking_case,
    **dict.fromkeys(PaymentTold, _payment),
    PAYMENT_CASE: _payment_case,
    SUPPLIER_UNPAID: _supplier_unpaid,
    HEALTH_BROKE: _health_broke,
    HEALTH_MENDED: _health_mended,
    SUPPORT_WRITTEN: _support_written,
    SUPPORT_ANSWERED: _support_answered,
}
