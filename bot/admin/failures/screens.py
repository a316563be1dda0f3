"""Which trackers fail, why, and whose they are."""

from markupsafe import Markup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.admin.people.buttons import PersonAction, PersonButton
from bot.admin.people.screens import failed_checks, next_check
from bot.buttons.keyboards import button, keyboard, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.supplier_statuses import status_words
from bot.words.terms import dotted, lines
from domain.administration.queries.trackers import FailingTracker
from domain.administration.trackers import Failures

LONGEST_NAME = 40


def render_failures(failures: Failures, zone: str, t: Translator) -> Screen:
    """Return the worst failures: what, how often and why, with a button to the trackers of one of
    those who wait for it.
    """
    text = lines(
        t.markup("⚠️ <b>Failing trackers: {count}</b>", count=t.number(failures.count)),
        t.gettext("Everyone who tracks the same thing shares its checks, so it’s listed once."),
        "",
        *(_failure(one, zone, t) for one in failures.worst),
        None if failures.worst else t.gettext("🟢 Nothing is wrong"),
    )
    return Screen(
        text,
        keyboard(
            *(
                [
                    button(
                        f"🔔 {shorten(one.name, LONGEST_NAME)} · {one.user_id}",
                        PersonButton(action=PersonAction.TRACKERS, user_id=one.user_id),
                    )
                ]
                for one in failures.worst
            ),
            [
                button(t.gettext("🔄 Refresh"), AdminGo(to=AdminPage.FAILURES)),
                admin_button(t),
            ],
        ),
    )


def _failure(one: FailingTracker, zone: str, t: Translator) -> Markup:
    set_aside = (
        None
        if one.set_aside_at is None
        else t.gettext("set aside {moment}", moment=t.moment(one.set_aside_at, zone))
    )
    told = dotted(
        one.name,
        t.ngettext("{count} watcher", "{count} watchers", one.watchers),
        set_aside,
        next_check(one.due_at, zone, t),
    )
    reason = (
        status_words(one.status, t)
        if one.error is None
        else Markup("<code>{}</code>").format(one.error)
    )
    return Markup("• {} · ⚠️ {}").format(told, failed_checks(one.failures, reason, t))
