"""The audit log in words."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.admin.log.buttons import log_keyboard
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.administration.audit import Act, Entry

PAGE = 10
LONGEST_CHANGE = 120
# How much of what two long texts have in common is shown before they part.
LEAD = 8
NOTHING = "–"


def render_log(
    entries: Sequence[Entry], zone: str, t: Translator, *, about: int | None = None
) -> Screen:
    """Return a page of the log, the latest first; `about` is the account that it is about."""
    text = lines(
        t.markup("📜 <b>Audit log</b>\n"),
        *(_entry(one, zone, t) for one in entries),
        None if entries else t.gettext("Nothing here yet"),
    )
    is_full = len(entries) >= PAGE
    older_than = entries[-1].entry_id if is_full else None
    return Screen(text, log_keyboard(older_than, t, about=about))


def _entry(entry: Entry, zone: str, t: Translator) -> Markup:
    deed = entry.deed
    change = _change(deed.before, deed.after)
    return Markup("• {moment} · <b>{who}</b> · {act} · <code>{subject}</code>{change}").format(
        moment=t.moment(entry.at, zone),
        who=entry.actor.name or entry.actor.user_id,
        act=act_words(deed.act, t),
        subject=deed.subject,
        change=Markup("\n  {}").format(change) if change else "",
    )


def _change(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what was before and after where that differs, as it was written down."""
    told = []
    for name in {**before, **after}:
        if name not in before or name not in after:
            told.append(f"{name}: {_value(before.get(name, after.get(name)))}")
        elif before[name] != after[name]:
            old, new = _from_difference(_value(before[name]), _value(after[name]))
            told.append(f"{name}: {old} → {new}")
    return shorten(", ".join(told), LONGEST_CHANGE)


def _value(value: object) -> str:
    return NOTHING if value is None or value == {} else str(value)


def _from_difference(old: str, new: str) -> tuple[str, str]:
    """Return two texts from shortly before they differ, each as long as half a line."""
    pairs = enumerate(zip(old, new, strict=False))
    parting = next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
    start = max(parting - LEAD, 0)
    sign = "…" if start else ""
    cut = [sign + shorten(one[start:], LONGEST_CHANGE // 2 - LEAD) for one in (old, new)]
    return cut[0], cut[1]


def act_words(act: Act, t: Translator) -> str:
    """Return an act in words."""
    return {
        Act.ROLE_GIVEN: t.gettext("made an admin"),
        Act.ROLE_TAKEN: t.gettext("admin role removed"),
        Act.BANNED: t.gettext("banned"),
        Act.UNBANNED: t.gettext("unbanned"),
        Act.SESSIONS_ENDED: t.gettext("sessions ended"),
        Act.CHECKS_RESUMED: t.gettext("checks resumed"),
        Act.UPDATES_DELETED: t.gettext("unhandled updates deleted"),
        Act.TRACKER_CHECKED: t.gettext("tracker checked"),
        Act.AUDIT_EXPORTED: t.gettext("audit log exported"),
        Act.BROADCAST_DRAFTED: t.gettext("broadcast drafted"),
        Act.BROADCAST_CHANGED: t.gettext("broadcast changed"),
        Act.BROADCAST_STARTED: t.gettext("broadcast started"),
        Act.BROADCAST_PAUSED: t.gettext("broadcast paused"),
        Act.BROADCAST_RESUMED: t.gettext("broadcast resumed"),
        Act.BROADCAST_STOPPED: t.gettext("broadcast stopped"),
        Act.CLUSTER_MADE: t.gettext("collection created"),
        Act.CLUSTER_CHANGED: t.gettext("collection changed"),
        Act.CLUSTER_REFRESHED: t.gettext("collection refreshed"),
        Act.CLUSTER_DELETED: t.gettext("collection deleted"),
        Act.SUPPLIER_PAUSED: t.gettext("supplier paused"),
        Act.SUPPLIER_RESUMED: t.gettext("supplier resumed"),
        Act.SUPPLIER_TESTED: t.gettext("supplier tested"),
        Act.CREDENTIALS_CHANGED: t.gettext("credentials changed"),
        Act.SUPPORT_ANSWERED: t.gettext("support message answered"),
        Act.SUPPORT_CLOSED: t.gettext("support conversation closed"),
        Act.CASE_SETTLED: t.gettext("booking case settled"),
        Act.REFUND_MADE: t.gettext("refund made by hand"),
        Act.REFUND_ASKED: t.gettext("refund asked for again"),
        Act.LEDGER_EXPORTED: t.gettext("ledger exported"),
        Act.CASE_ASKED: t.gettext("supplier asked about a booking"),
        Act.CASE_REFERENCE: t.gettext("booking reference entered"),
        Act.CASE_NOTED: t.gettext("hotel’s report noted"),
        Act.MAINTENANCE_BEGUN: t.gettext("maintenance begun"),
        Act.MAINTENANCE_ENDED: t.gettext("maintenance ended"),
    }[act]
