"""Sending what the general outbox holds for Telegram: one courier for every kind of notice."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramAPIError

from bot.account.screens import render_linked_notice, render_parted_notice
from bot.admin.cases.screens import render_new_case
from bot.bookings.screens import render_told
from bot.forecasts.screens import render_silenced, render_speaking
from bot.locales import Translator, translator
from bot.sending.pacing import GivenUp, sent_only_if
from bot.sending.screen import Screen, send_message
from bot.trackers.endings import Ending, render_ending
from bot.trackers.rule_aside import render_rule_set_aside
from domain.alerts.models import RuleKind
from domain.alerts.quiet_hours import quiet_hours
from domain.alerts.rules_aside import RULE_SET_ASIDE
from domain.app import App
from domain.bookings.cases import CaseKind
from domain.bookings.notices import ADMIN_CASE, BOOKING, Told
from domain.db import AWAY
from domain.linking.notices import CHAT_LINKED, CHAT_UNLINKED
from domain.money import Money
from domain.outbox import channels
from domain.outbox.channels import Failed, Gone, NotYet
from domain.outbox.leases import kept_alive, new_lease, surely
from domain.outbox.queries import claim_messages, renew_messages, settle_message
from domain.outbox.settling import Again, settle
from domain.outbox.values import ChannelName, Message, MessageClass
from domain.prices.forecast_alarms import FORECASTS_SILENCED, FORECASTS_SPEAK
from domain.trackers.chats import follow_chat, leave_chat
from domain.trackers.lifecycle import TRACKER_ENDED
from domain.trackers.values import RuleView
from workers.mishaps import Moved, meaning_of

log = structlog.get_logger(__name__)


def _ending(message: Message, t: Translator) -> Screen:
    values = message.values
    day = date.fromisoformat(values["day"])
    ending = Ending(values["tracker_id"], values["name"], day, values["is_wished"])
    return render_ending(ending, t)


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


def _booking(message: Message, t: Translator) -> Screen:
    values = message.values
    booking = BOOKING.validate_python(values["booking"])
    return render_told(Told(message.kind), booking, message.created_at, values["zone"], t)


def _booking_case(message: Message, t: Translator) -> Screen:
    return render_new_case(CaseKind(message.values["kind"]), message.values["title"], t)


SCREENS: Mapping[str, Callable[[Message, Translator], Screen]] = {
    TRACKER_ENDED: _ending,
    RULE_SET_ASIDE: _rule_set_aside,
    FORECASTS_SILENCED: _forecasts_silenced,
    FORECASTS_SPEAK: _forecasts_speak,
    CHAT_LINKED: _chat_linked,
    CHAT_UNLINKED: _chat_unlinked,
    **dict.fromkeys(Told, _booking),
    ADMIN_CASE: _booking_case,
}


async def deliver_notices(app: App, bot: Bot) -> int:
    """Send the notices that are due; return how many were claimed."""
    lease = new_lease()
    claimed = await claim_messages(
        app.pool,
        ChannelName.TELEGRAM,
        lease,
        app.clock.now(),
        only=MessageClass.NOTICE,
    )
    if claimed:
        async with kept_alive(lambda: renew_messages(app.pool, lease)):
            for message in claimed:
                await _carry(app, bot, message, lease)
    return len(claimed)


async def _carry(app: App, bot: Bot, message: Message, lease: UUID) -> None:
    """Send one, or let it wait for the end of quiet hours; whatever comes of it is noted."""
    later = _quiet_until(message, app.clock.now())
    if later is None:
        delivery = await _send(app, bot, message, lease)
        if delivery is None:
            return
        settlement = settle(message, delivery, app.clock.now())
    else:
        settlement = Again(later, message.tries, message.address)
    now = app.clock.now()
    await surely(lambda: settle_message(app.pool, message, lease, settlement, now))


def _quiet_until(message: Message, now: datetime) -> datetime | None:
    begins, ends, zone = message.values["quiet"]
    quiet = quiet_hours(begins, ends, zone)
    return None if quiet is None else quiet.quiet_until(now)


async def _send(app: App, bot: Bot, message: Message, lease: UUID) -> channels.Delivery | None:
    """Return what Telegram said; None where another holds the message by now."""
    try:
        screen = SCREENS[message.kind](message, translator(message.language, message.region))
        with sent_only_if(lambda: renew_messages(app.pool, lease, message.message_id)):
            sent = await send_message(bot, int(message.address), screen, message.topic_id)
    except GivenUp:
        return None
    except AWAY:
        # Nobody can say whether it is still ours; it is claimed again when the lease ends.
        raise
    except (TelegramAPIError, ClientDecodeError) as error:
        return await meaning_in_chat(app, message, error)
    except Exception as error:
        # One that cannot be rendered must not hold up the others.
        log.exception("notice not sent", message=message.message_id, kind=message.kind)
        return channels.Failed(type(error).__name__, refused=True)
    log.info("notice sent", message=message.message_id, kind=message.kind)
    return channels.Sent(str(sent.message_id))


async def meaning_in_chat(app: App, message: Message, error: AiogramError) -> channels.Delivery:
    """Return what an error means for the message, and follow or leave its chat."""
    now, chat_id = app.clock.now(), int(message.address)
    match meaning_of(error):
        case NotYet(wait):
            return channels.NotYet(wait)
        case Moved(new_id):
            await follow_chat(app.pool, chat_id, new_id, now)
            return channels.Moved(str(new_id))
        case Gone(reason):
            await leave_chat(app.pool, chat_id, now)
            return channels.Gone(reason)
        case Failed(reason, refused):
            return channels.Failed(reason, refused=refused)
