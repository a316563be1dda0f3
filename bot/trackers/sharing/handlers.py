"""Sharing a tracker by a link, and watching what a friend shares."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.links.payloads import TrackerLink, link_address
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Later, Screen
from bot.trackers.screens import render_first_look, render_tracker, render_tracking_started
from bot.trackers.sharing.buttons import CloneButton, ShareTrackerButton
from bot.trackers.sharing.screens import render_tracker_link
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.trackers.service import get_tracker
from domain.trackers.shared_trackers import clone_tracker, share_tracker, stop_sharing


async def share(
    _callback: CallbackQuery, callback_data: ShareTrackerButton, visit: Visit, bot: Bot
) -> Screen:
    """Show the link and the way to send it."""
    token = await share_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    address = link_address((await bot.me()).username or "", TrackerLink(token))
    return render_tracker_link(tracker, address, visit.t)


async def unshare(
    _callback: CallbackQuery, callback_data: ShareTrackerButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Take the link back: from now on it leads nowhere."""
    tracker = await stop_sharing(visit.app, visit.traveller, callback_data.tracker_id)
    press.give(visit.t.gettext("This link no longer works"))
    return render_tracker(tracker, visit.now, visit.traveller.time_zone, visit.t)


async def clone(_callback: CallbackQuery, callback_data: CloneButton, visit: Visit) -> Later:
    """Watch what a friend shares."""

    async def work() -> Screen:
        started = await clone_tracker(visit.app, visit.traveller, callback_data.token)
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_first_look(visit.t))


def router() -> Router:
    """Return the routes of shared trackers."""
    routes = Router(name="tracker sharing")
    routes.callback_query.filter(Private())
    routes.callback_query.register(share, ShareTrackerButton.filter(F.on))
    routes.callback_query.register(unshare, ShareTrackerButton.filter())
    routes.callback_query.register(clone, CloneButton.filter())
    return routes
