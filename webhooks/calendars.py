"""The calendar that an app subscribes to by its secret address."""

import asyncio

from fastapi import APIRouter, Response

from bot.bookings.files.sheets import calendar_entries
from bot.bookings.noted_bookings.entries import noted_entries
from bot.locales import translator
from bot.papers.calendars import write_calendar
from domain.app import App
from domain.bookings.feeds import read_feed

TYPE = "text/calendar; charset=utf-8"
HEADERS = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}


def router(app: App) -> APIRouter:
    """Return the route over `app`."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/calendar/{secret}.ics")
    async def calendar(secret: str) -> Response:
        """Return the stays, each with the last moment to cancel it for free."""
        now = app.clock.now()
        feed = await read_feed(app, secret, now)
        t = translator(feed.language, feed.region)
        entries = [entry for stay in feed.stays for entry in calendar_entries(stay, now, t)]
        entries += [entry for one in feed.noted for entry in noted_entries(one, now, t)]
        content = await asyncio.to_thread(write_calendar, t.gettext("🧳 My bookings"), entries, now)
        return Response(content, media_type=TYPE, headers=HEADERS)

    return routes
