"""What administrators see of people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.admin.people.buttons import (
    PersonAction,
    confirm_keyboard,
    people_keyboard,
    person_keyboard,
    trackers_keyboard,
)
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.people import full_name_of
from bot.words.supplier_statuses import status_words
from bot.words.terms import dotted, lines
from domain.accounts.models import Role
from domain.administration.queries.people import FoundPerson, PersonCard
from domain.administration.trackers import CheckedThing, WatchedTracker
from domain.checks.answers import Answer
from domain.suppliers.status import SupplierStatus
from domain.trackers.models import TrackerState

# Of a tracker that watches more, the things that were checked last are shown.
MOST_THINGS = 4


def render_people(found: Sequence[FoundPerson], zone: str, t: Translator) -> Screen:
    """Return those who were found or seen last, and how to look for somebody."""
    text = lines(
        t.markup("👥 <b>People</b>\n"),
        *(_line(one, zone, t) for one in found),
        "",
        t.gettext(
            "Send a name, @username, email address, ID or booking reference to find someone."
        ),
    )
    return Screen(text, people_keyboard(found, t))


def _line(person: FoundPerson, zone: str, t: Translator) -> Markup:
    username = f"@{person.username}" if person.username else None
    seen = t.gettext("seen {moment}", moment=t.moment(person.last_seen_at, zone))
    name = person.first_name or t.gettext("no name")
    told = dotted(name, username, _standing(person.role, t, is_active=person.is_active), seen)
    return Markup("• {}").format(told)


def _standing(role: Role, t: Translator, *, is_active: bool) -> str | None:
    if not is_active:
        return t.gettext("banned")
    return t.gettext("admin") if role is Role.ADMIN else None


def render_person(card: PersonCard, zone: str, t: Translator) -> Screen:
    """Return somebody's account."""
    standing = _standing(card.role, t, is_active=card.is_active)
    text = lines(
        Markup("👤 <b>{}</b>").format(dotted(card.first_name or t.gettext("no name"), standing)),
        t.gettext("Account {number}", number=card.user_id),
        t.gettext("Username: @{name}", name=card.username) if card.username else None,
        t.gettext("Email: {email}", email=card.email) if card.email else None,
        _chats(card, t),
        dotted(card.language, card.currency, card.time_zone),
        t.gettext("Joined {moment}", moment=t.moment(card.created_at, zone)),
        t.gettext("Last seen {moment}", moment=t.moment(card.last_seen_at, zone)),
        "",
        t.gettext(
            "Trackers: {active} active, {paused} paused",
            active=t.number(card.trackers),
            paused=t.number(card.paused),
        ),
        t.gettext("Alerts in the last 30 days: {count}", count=t.number(card.alerts)),
        t.gettext("Bookings: {count}", count=t.number(card.bookings)),
        t.gettext("Web sessions: {count}", count=t.number(card.sessions)),
    )
    return Screen(text, person_keyboard(card, t))


def _chats(card: PersonCard, t: Translator) -> str:
    chats = ", ".join(map(str, card.chats))
    if not chats:
        return t.gettext("No Telegram chat")
    told = t.gettext("Telegram chats: {chats}", chats=chats)
    return told if card.is_reachable else dotted(told, t.gettext("can’t be reached"))


def render_trackers(
    user_id: int, trackers: Sequence[WatchedTracker], zone: str, t: Translator
) -> Screen:
    """Return somebody's trackers: what each saw last, and when it looks next."""
    text = lines(
        t.markup("🔔 <b>Trackers of account {number}</b>\n", number=user_id),
        *(_tracker(one, zone, t) for one in trackers),
        None if trackers else t.gettext("Nothing here yet"),
        "",
        t.gettext(
            "▶️ checks right away, even trackers that were set aside. Refresh shows what each "
            "supplier answered."
        ),
    )
    return Screen(text, trackers_keyboard(user_id, trackers, t))


def _tracker(one: WatchedTracker, zone: str, t: Translator) -> Markup:
    """Return a tracker's line, and what the suppliers answered where somebody asked for it."""
    is_single = len(one.things) == 1
    return Markup("\n").join(
        [
            _outcome(one, zone, t),
            *(
                line
                for thing in one.things[:MOST_THINGS]
                for line in _thing(thing, zone, t, is_single=is_single)
            ),
        ]
    )


def _thing(
    thing: CheckedThing, zone: str, t: Translator, *, is_single: bool
) -> Iterator[Markup | str]:
    """Yield what each supplier answered; of several things each is named first."""
    if not is_single:
        stay = t.days(thing.check_in, thing.check_out or thing.check_in)
        yield Markup("   <i>{}</i>").format(dotted(thing.hotel, stay))
    for answer in thing.answers.told:
        yield Markup("   {}").format(_answer(answer, zone, t))
    if thing.answers.error is not None:
        yield Markup("   ⚠️ <code>{}</code>").format(thing.answers.error)
    elif not thing.answers.told:
        yield Markup("   ⚠️ {}").format(t.gettext("No supplier was asked"))


def _answer(answer: Answer, zone: str, t: Translator) -> str:
    """Return a supplier's price with its moment, or in words why there is none."""
    if answer.total is None or answer.seen_at is None:
        sign = "✅" if answer.status == SupplierStatus.NO_AVAILABILITY else "⚠️"
        return f"{sign} {answer.supplier}: {status_words(answer.status, t)}"
    seen = t.gettext("seen {moment}", moment=t.moment(answer.seen_at, zone))
    return f"✅ {answer.supplier}: {dotted(t.money(answer.total), seen)}"


def _outcome(one: WatchedTracker, zone: str, t: Translator) -> Markup:
    states = {
        TrackerState.PAUSED: t.gettext("paused"),
        TrackerState.ENDED: t.gettext("ended"),
    }
    checked = (
        None
        if one.checked_at is None
        else t.gettext("checked {moment}", moment=t.moment(one.checked_at, zone))
    )
    told = dotted(
        one.name, states.get(one.state), None if one.total is None else t.money(one.total),
        checked, next_check(one.due_at, zone, t),
    )  # fmt: skip
    if one.error is not None:
        return Markup("• {} · ⚠️ <code>{}</code>").format(told, one.error)
    if not one.failures:
        return Markup("• {}").format(told)
    return Markup("• {} · ⚠️ {}").format(
        told, failed_checks(one.failures, status_words(one.status, t), t)
    )


def next_check(due_at: datetime | None, zone: str, t: Translator) -> str | None:
    """Return when something is checked next, None where it is not."""
    return None if due_at is None else t.gettext("next {moment}", moment=t.moment(due_at, zone))


def failed_checks(times: int, reason: str | Markup, t: Translator) -> Markup:
    """Return how many checks in a row have failed, and how the last one did."""
    return t.nmarkup(
        "{count} failed check: {reason}",
        "{count} checks in a row failed: {reason}",
        times,
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before it is done, and the act."""

    words: str
    label: str
    action: PersonAction


def render_question(card: PersonCard, asked: PersonAction, t: Translator) -> Screen:
    """Ask for confirmation of an act, and say what it will do."""
    who = full_name_of(card.first_name, card.user_id, t)
    question = _questions(card, who, t)[asked]
    text = Markup("⚠️ {}").format(question.words)
    return Screen(text, confirm_keyboard(card, question.label, question.action, t))


def _questions(card: PersonCard, who: str, t: Translator) -> dict[PersonAction, Question]:
    return {**_account_questions(card, who, t), **_role_questions(who, t)}


def _account_questions(card: PersonCard, who: str, t: Translator) -> dict[PersonAction, Question]:
    return {
        PersonAction.ASK_BAN: Question(
            t.gettext(
                "Ban {who}? The bot tells them once and then stays silent. "
                "Their active trackers pause ({trackers}) and their web sessions end ({sessions}).",
                who=who, trackers=t.number(card.trackers),
                sessions=t.number(card.sessions),
            ),
            t.gettext("🚫 Ban"),
            PersonAction.BAN,
        ),
        PersonAction.ASK_SESSIONS: Question(
            t.ngettext(
                "End {count} web session of {who}? They’ll have to sign in again.",
                "End {count} web sessions of {who}? They’ll have to sign in again.",
                card.sessions, who=who,
            ),
            t.gettext("End sessions"),
            PersonAction.END_SESSIONS,
        ),
    }  # fmt: skip


def _role_questions(who: str, t: Translator) -> dict[PersonAction, Question]:
    return {
        PersonAction.ASK_PROMOTE: Question(
            t.gettext(
                "Make {who} an admin? They’ll be able to do everything you can, including "
                "removing your role.",
                who=who,
            ),
            t.gettext("⭐ Make admin"),
            PersonAction.PROMOTE,
        ),
        PersonAction.ASK_DEMOTE: Question(
            t.gettext(
                "Remove the admin role from {who}? They keep their account.",
                who=who,
            ),
            t.gettext("Remove admin role"),
            PersonAction.DEMOTE,
        ),
    }  # fmt: skip
