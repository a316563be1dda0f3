"""Answering alerts: hotel, chart, why, target, snooze, mute, stop, helpful or not.

In a group, every member may look (why, the chart, the hotel) and say whether the alert was useful;
only whoever started the tracker and the group's administrators may change it. What is looked at is
sent to the group; what is to be typed, and the hotel's page, open in the private chat.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from aiogram import Bot, F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from bot.alerts.access import Alert, Allowed
from bot.alerts.buttons import (
    MuteButton,
    alert_keyboard,
    muted_alert_keyboard,
    snoozed_alert_keyboard,
    stopped_alert_keyboard,
    unhelpful_alert_keyboard,
)
from bot.alerts.evidence import render_evidence
from bot.buttons.callbacks import AlertAction, AlertButton
from bot.hotel.buttons import KEY_LENGTH, RateButton
from bot.hotel.handlers import rate_later
from bot.links.payloads import HotelLink, link_address
from bot.locales import Translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Below, Screen, send_screen, show_keyboard
from bot.trackers.handlers import what_is_watched
from bot.trackers.screens import render_target_question
from bot.trackers.starts import await_target, chart_of
from bot.updates.presses import is_first_press
from bot.updates.visit import Visit
from domain.alerts.evidence import load_evidence
from domain.alerts.queries.feedback import give_feedback
from domain.alerts.values import OutgoingAlert
from domain.prices.queries.rates import rate_fingerprint
from domain.search.service import search_for
from domain.trackers.alert_answers import (
    SNOOZE,
    hear_bigger_drops,
    hear_less_often,
    mute_tracker,
    snooze_tracker,
)
from domain.trackers.service import delete_tracker, get_tracker, restore_tracker


async def hotel(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
    told: OutgoingAlert,
) -> Below | None:
    """Show below what the alert is about; to a group's member in the private chat."""
    if alert.is_in_group:
        press.open(await _address(bot, told))
        return None
    if not await is_first_press(visit.app.redis, callback):
        return None
    return Below(await what_is_watched(visit.of(alert.owner), alert.tracker_id, told.hotel_id))


async def same_room(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
    told: OutgoingAlert,
) -> Below | None:
    """Show below the cheapest rate for the room whose own rate is gone."""
    tracker = await get_tracker(visit.app, alert.owner, alert.tracker_id)
    place, gone_for = tracker.destination_id, told.alternative
    if alert.is_in_group or gone_for is None or told.hotel_id is None or place is None:
        return await hotel(callback, visit, bot, press, alert, told)
    if not await is_first_press(visit.app.redis, callback):
        return None
    search = await search_for(visit.app, alert.owner, place, told.stay)
    rate = rate_fingerprint(gone_for.rate)[:KEY_LENGTH]
    at = RateButton(search_id=search.search_id, hotel_id=told.hotel_id, rate=rate)
    return Below(await rate_later(visit.of(alert.owner), at, press))


async def _address(bot: Bot, told: OutgoingAlert) -> str:
    """Return a link to the hotel's page for anyone, else to the private chat."""
    name = (await bot.me()).username or ""
    if told.hotel_id is None:
        return f"https://t.me/{name}?start=group"
    return link_address(name, HotelLink(told.hotel_id, told.stay))


async def chart(callback: CallbackQuery, visit: Visit, bot: Bot, alert: Alert) -> None:
    """Send the price history below."""
    if await is_first_press(visit.app.redis, callback):
        tracker = await get_tracker(visit.app, alert.owner, alert.tracker_id)
        await _send_below(bot, alert, await chart_of(visit.of(alert.owner), tracker))


async def why(callback: CallbackQuery, visit: Visit, bot: Bot, alert: Alert) -> None:
    """Send below what led to the alert."""
    if await is_first_press(visit.app.redis, callback):
        evidence = await load_evidence(visit.app.pool, alert.alert_id)
        await _send_below(bot, alert, render_evidence(evidence, alert.owner.time_zone, visit.t))


async def target(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    state: FSMContext,
    press: PressAnswer,
    alert: Alert,
) -> None:
    """Ask below for a new target; in a group it could not be typed."""
    if alert.is_in_group:
        await press.insist(visit.t.gettext("Set a new target in our private chat: /trackers"))
    elif await is_first_press(visit.app.redis, callback):
        tracker = await get_tracker(visit.app, alert.owner, alert.tracker_id)
        await await_target(state, tracker)
        await _send_below(bot, alert, render_target_question(tracker, visit.t))


async def snooze(
    callback: CallbackQuery, visit: Visit, bot: Bot, press: PressAnswer, alert: Alert
) -> None:
    """Say nothing for a day unless the target is reached."""
    await snooze_tracker(visit.app, alert.tracker_id, visit.now + SNOOZE)
    press.give(
        visit.t.gettext("😴 Quiet for 24 hours. I’ll still tell you when your target is reached.")
    )
    await _swap(bot, callback, snoozed_alert_keyboard(alert.alert_id, visit.t))


async def mute(
    callback: CallbackQuery,
    callback_data: MuteButton,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
) -> None:
    """Say nothing at all for some days."""
    until = visit.now + timedelta(days=callback_data.days)
    await mute_tracker(visit.app, alert.tracker_id, until)
    moment = visit.t.moment(until, alert.owner.time_zone)
    press.give(visit.t.gettext("🔇 Muted until {moment}", moment=moment))
    await _swap(bot, callback, muted_alert_keyboard(alert.alert_id, visit.t))


async def wake(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
    told: OutgoingAlert,
) -> None:
    """Tell again: neither snoozed nor muted."""
    await snooze_tracker(visit.app, alert.tracker_id, None)
    await mute_tracker(visit.app, alert.tracker_id, None)
    press.give(visit.t.gettext("🔔 Alerts are back on"))
    await _swap(bot, callback, alert_keyboard(told, visit.t))


async def stop(
    callback: CallbackQuery, visit: Visit, bot: Bot, press: PressAnswer, alert: Alert
) -> None:
    """Delete the tracker, with a way back."""
    await delete_tracker(visit.app, alert.owner, alert.tracker_id)
    press.give(visit.t.gettext("🔕 Stopped. No more alerts for this stay."))
    await _swap(bot, callback, stopped_alert_keyboard(alert.alert_id, visit.t))


async def undo(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
    told: OutgoingAlert,
) -> None:
    """Bring the tracker back."""
    await restore_tracker(visit.app, alert.owner, alert.tracker_id)
    press.give(visit.t.gettext("🔔 Tracking again"))
    await _swap(bot, callback, alert_keyboard(told, visit.t))


async def rate(
    callback: CallbackQuery,
    callback_data: AlertButton,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
) -> None:
    """Note whether the alert was of use; if not, offer what may be better."""
    is_helpful = callback_data.action is AlertAction.HELPFUL
    await give_feedback(
        visit.app.pool, alert.alert_id, visit.traveller.user_id, visit.now, is_helpful=is_helpful
    )
    if is_helpful:
        press.give(visit.t.gettext("👍 Thank you"))
    elif alert.is_in_group:
        # A group's buttons are everyone's: one member's opinion takes none away.
        press.give(
            visit.t.gettext(
                "👎 Noted. The person who started this tracker can change it in /trackers."
            )
        )
    else:
        press.give(visit.t.gettext("👎 Noted. What would work better?"))
        await _swap(bot, callback, unhelpful_alert_keyboard(alert.alert_id, visit.t))


async def less_often(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
    told: OutgoingAlert,
) -> None:
    """Check, and so tell, once a day."""
    await hear_less_often(visit.app, visit.traveller.user_id, alert.alert_id, alert.tracker_id)
    press.give(visit.t.gettext("🐢 From now on I’ll check this price once a day."))
    await _swap(bot, callback, alert_keyboard(told, visit.t))


async def bigger_drops(
    callback: CallbackQuery,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    alert: Alert,
    told: OutgoingAlert,
) -> None:
    """Tell larger drops only."""
    percent = await hear_bigger_drops(
        visit.app, visit.traveller.user_id, alert.alert_id, alert.tracker_id
    )
    press.give(
        visit.t.gettext(
            "📉 I’ll tell you about drops of {percent} or more.", percent=visit.t.percent(percent)
        )
        if percent
        else visit.t.gettext("This tracker has no percentage rule. Set a new target instead.")
    )
    await _swap(bot, callback, alert_keyboard(told, visit.t))


async def back(callback: CallbackQuery, bot: Bot, told: OutgoingAlert, t: Translator) -> None:
    """Show the alert's own buttons again."""
    await _swap(bot, callback, alert_keyboard(told, t))


async def _swap(bot: Bot, callback: CallbackQuery, keyboard: InlineKeyboardMarkup) -> None:
    if callback.message is not None:
        await show_keyboard(bot, callback.message, keyboard)


async def _send_below(bot: Bot, alert: Alert, screen: Screen) -> None:
    """Send a screen below the alert; its buttons are of no use to a group."""
    shown = replace(screen, keyboard=None) if alert.is_in_group else screen
    await send_screen(bot, alert.chat_id, shown, alert.topic)


HANDLERS: dict[AlertAction, Callable[..., Awaitable[Below | None]]] = {
    AlertAction.HOTEL: hotel,
    AlertAction.SAME_ROOM: same_room,
    AlertAction.CHART: chart,
    AlertAction.WHY: why,
    AlertAction.TARGET: target,
    AlertAction.SNOOZE: snooze,
    AlertAction.WAKE: wake,
    AlertAction.UNMUTE: wake,
    AlertAction.STOP: stop,
    AlertAction.UNDO: undo,
    AlertAction.HELPFUL: rate,
    AlertAction.UNHELPFUL: rate,
    AlertAction.LESS_OFTEN: less_often,
    AlertAction.BIGGER_DROPS: bigger_drops,
    AlertAction.BACK: back,
}


def router() -> Router:
    """Return the routes of alerts, in private chats and groups."""
    routes = Router(name="alerts")
    for action, handler in HANDLERS.items():
        routes.callback_query.register(handler, AlertButton.filter(F.action == action), Allowed())
    routes.callback_query.register(mute, MuteButton.filter(), Allowed())
    return routes
