"""How the suppliers fare, as administrators see it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.admin.suppliers.buttons import (
    back_keyboard,
    supplier_keyboard,
    suppliers_keyboard,
    sure_keyboard,
)
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import dotted, lines
from domain.administration.suppliers import SupplierReport, Trial
from domain.suppliers.access import Asked
from domain.suppliers.reports import EndpointReport
from domain.suppliers.shares import Share
from domain.suppliers.status import SupplierStatus

# Having nothing to sell is an answer like any other.
WELL = frozenset({SupplierStatus.OK, SupplierStatus.NO_AVAILABILITY})


def render_suppliers(found: Sequence[SupplierReport], zone: str, t: Translator) -> Screen:
    """Return each supplier's quota, and how its endpoints answer over all processes."""
    text = lines(
        t.markup("🏨 <b>Suppliers</b>"),
        *(line for one in found for line in _supplier(one, zone, t)),
        None if found else t.gettext("Nothing here yet"),
    )
    return Screen(text, suppliers_keyboard(found, t))


def render_supplier(one: SupplierReport, zone: str, t: Translator) -> Screen:
    """Return one supplier, with everything known about its quota."""
    text = lines(
        t.markup("🏨 <b>{name}</b>", name=one.name),
        _pause(one, zone, t),
        *([] if one.share is None else _share(one.share, zone, t)),
        *(_endpoint(endpoint, zone, t) for endpoint in one.endpoints),
        None if one.endpoints else t.gettext("No requests yet"),
    )
    return Screen(text, supplier_keyboard(one, t))


def render_pause_question(name: str, t: Translator) -> Screen:
    """Return what a pause means, before it begins."""
    text = lines(
        t.markup("⏸ <b>Pause {name}?</b>", name=name),
        t.gettext(
            "Searches, price checks and new bookings won’t use it until you resume. Existing "
            "bookings can still be looked up and cancelled."
        ),
    )
    return Screen(text, sure_keyboard(name, t))


def render_asked(name: str, asked: Sequence[Asked], zone: str, t: Translator) -> Screen:
    """Return the last questions to a supplier; nothing secret is in them."""
    text = lines(
        t.markup("🧾 <b>{name}: last requests</b>\n", name=name),
        *(_asked(one, zone, t) for one in asked),
        None if asked else t.gettext("No requests yet"),
    )
    return Screen(text, back_keyboard(name, t))


def trial_words(name: str, trial: Trial, t: Translator) -> str:
    """Return how a test call went."""
    seconds = t.number(round(trial.seconds, 1))
    if trial.status in WELL:
        return t.gettext("✅ {name} answered in {seconds} s", name=name, seconds=seconds)
    return t.gettext(
        "⚠️ {name}: {status} after {seconds} s", name=name, status=trial.status, seconds=seconds
    )


def _supplier(one: SupplierReport, zone: str, t: Translator) -> list[Markup | str | None]:
    quota = None if one.share is None else _left(one.share, t)
    return [
        Markup("\n<b>{}</b>").format(one.name),
        _pause(one, zone, t),
        quota,
        *(_endpoint(endpoint, zone, t) for endpoint in one.endpoints),
    ]


def _pause(one: SupplierReport, zone: str, t: Translator) -> str | None:
    if one.control.paused_at is None:
        return None
    return t.gettext(
        "⏸ Paused by {name} since {moment}",
        name=one.control.paused_by or "?",
        moment=t.moment(one.control.paused_at, zone),
    )


def _left(share: Share, t: Translator) -> str:
    account = share.account
    if not account.per_month:
        return t.gettext("Quota left: {count}", count=t.number(account.left))
    return t.gettext(
        "Quota left: {count} of {all} ({share}%)",
        count=t.number(account.left),
        all=t.number(account.per_month),
        share=t.number(round(100 * account.left / account.per_month)),
    )


def _share(share: Share, zone: str, t: Translator) -> list[str | None]:
    """Return what the account page says, what we counted, and what follows for checks."""
    account = share.account
    counted = dotted(
        t.gettext("travellers {count}", count=t.number(share.travellers)),
        t.gettext("price checks {count}", count=t.number(share.checks)),
        None
        if share.elsewhere is None
        else t.gettext("elsewhere {count}", count=t.number(share.elsewhere)),
    )
    return [
        _left(share, t),
        None
        if account.per_hour is None
        else t.gettext(
            "This hour: {count} of {all}",
            count=t.number(account.this_hour),
            all=t.number(account.per_hour),
        ),
        t.gettext("Used this month: {counted}", counted=counted),
        t.gettext(
            "Price checks may make {count} requests an hour until {moment}",
            count=t.number(round(share.checks_an_hour, 1)),
            moment=t.moment(share.renews_at, zone),
        ),
        "",
    ]


def _endpoint(one: EndpointReport, zone: str, t: Translator) -> Markup:
    wrong = {status: n for status, n in one.counts.items() if status not in WELL}
    well = sum(n for status, n in one.counts.items() if status in WELL)
    latest = max(
        ((one.last[status], status) for status in wrong if status in one.last), default=None
    )
    told = dotted(
        t.gettext("answered {count}", count=t.number(well)),
        t.gettext("failed {count}", count=t.number(sum(wrong.values()))) if wrong else None,
        None if one.latency is None else f"{t.number(round(one.latency, 1))} s",
        t.gettext("cooling down") if one.resting else None,
    )
    line = Markup("• <code>{}</code> · {}").format(one.endpoint, told)
    if latest is None:
        return line
    at, status = latest
    return line + Markup("\n  ⚠️ <code>{}</code> · {}").format(status.value, t.moment(at, zone))


def _asked(one: Asked, zone: str, t: Translator) -> Markup:
    sign = "✅" if one.outcome in WELL else "⚠️"
    seconds = "" if one.seconds is None else f" · {t.number(round(one.seconds, 1))} s"
    return Markup("{} {} · {}{}\n<code>{} {}</code>").format(
        sign, t.moment(one.at, zone), one.outcome, seconds, one.method, one.address
    )
