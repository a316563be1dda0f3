"""How the suppliers fare, as administrators see it."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.building import button, keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import dotted, lines
from domain.administration.suppliers import SupplierReport
from domain.suppliers.reporting import EndpointReport
from domain.suppliers.status import SupplierStatus

# Nothing to sell is an answer like another.
WELL = frozenset({SupplierStatus.OK, SupplierStatus.NO_AVAILABILITY})


def render_suppliers(found: Sequence[SupplierReport], zone: str, t: Translator) -> Screen:
    """Return each supplier's quota, and how its endpoints answer over all processes."""
    text = lines(
        t.markup("🏨 <b>Suppliers</b>"),
        *(line for one in found for line in _supplier(one, zone, t)),
        None if found else t.gettext("Nothing here yet"),
    )
    return Screen(text, _keyboard(t))


def _keyboard(t: Translator) -> InlineKeyboardMarkup:
    again = button(t.gettext("🔄 Refresh"), AdminGo(to=AdminPage.SUPPLIERS))
    return keyboard([again, admin_button(t)])


def _supplier(one: SupplierReport, zone: str, t: Translator) -> list[Markup | str]:
    quota = None
    if one.quota is not None:
        quota = t.gettext("Quota left: {count}", count=t.number(one.quota.left))
    told = [Markup("\n<b>{}</b>").format(one.name), *([quota] if quota else [])]
    return [*told, *(_endpoint(endpoint, zone, t) for endpoint in one.endpoints)]


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
        t.gettext("resting") if one.resting else None,
    )
    line = Markup("• <code>{}</code> · {}").format(one.endpoint, told)
    if latest is None:
        return line
    at, status = latest
    return line + Markup("\n  ⚠️ <code>{}</code> · {}").format(status.value, t.moment(at, zone))
