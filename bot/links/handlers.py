"""Opening a deep link: a shared search, hotel or tracker, as the traveller's own."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext

from bot.buttons.callbacks import HotelButton
from bot.hotel.handlers import hotel_later
from bot.links.payloads import AlertLink, DeepLink, HotelLink, SearchLink, TrackerLink
from bot.search.draft import OpenDraft
from bot.search.saved.screens import render_shared_gone, render_shared_note
from bot.search.screens import render_told
from bot.search.steps import next_step
from bot.sending.screen import LONGEST_CAPTION, InStages, Later, Screen, visible_length
from bot.trackers.handlers import what_is_watched
from bot.trackers.sharing.screens import render_shared_tracker
from bot.updates.visit import Visit
from bot.words.notes import Note, noted
from bot.words.terms import lines
from domain.alerts.queries.stored_alerts import load_told
from domain.errors import NotFound
from domain.money import Money
from domain.search.hotel_pages import hotel_name
from domain.search.interpretation import today_at
from domain.search.shared_searches import draft_at, draft_at_hotel, search_of
from domain.stay_errors import StayRefused
from domain.trackers.alert_answers import tracker_of_alert
from domain.trackers.shared_trackers import shared_tracker


async def open_link(visit: Visit, state: FSMContext, link: DeepLink) -> Screen | Later | InStages:
    """Show what a link leads to, or say that it is no longer in the catalogue."""
    try:
        match link:
            case SearchLink():
                return await _open_search(visit, state, link)
            case HotelLink():
                return await _open_hotel(visit, state, link)
            case TrackerLink(token):
                return render_shared_tracker(await shared_tracker(visit.app, token), token, visit.t)
            case AlertLink(alert_id):
                return await _open_alert(visit, alert_id)
    except NotFound:
        return render_shared_gone(visit.t)


async def _open_alert(visit: Visit, alert_id: int) -> Screen | Later | InStages:
    """Show what one of the traveller's alerts is about."""
    app, traveller = visit.app, visit.traveller
    tracker = await tracker_of_alert(app, traveller, alert_id, traveller.chat_id)
    told = (await load_told(app.pool, [alert_id]))[alert_id].alert
    return await what_is_watched(visit, tracker.tracker_id, told.hotel_id)


async def _open_search(
    visit: Visit, state: FSMContext, link: SearchLink
) -> Screen | Later | InStages:
    """Run the search; amounts count only in the currency in which prices are shown."""

    def own(amount: Money | None) -> Money | None:
        return amount if amount and amount.currency == visit.traveller.currency else None

    draft = replace(
        await draft_at(visit.app, link.destination_id, link.stay),
        filters=replace(link.filters, least_a_night=own(link.filters.least_a_night)),
        most_a_night=own(link.most_a_night),
        most_in_all=own(link.most_in_all),
    )
    note = render_shared_note(draft.place_text or "", link.stay, visit.t)
    try:
        link.stay.require_bookable(today_at(draft.destination, visit.traveller, visit.now))
    except StayRefused as problem:
        note = lines(note, render_told(problem, visit.t))
        draft = replace(draft, check_in=None, check_out=None)
    opened = OpenDraft(draft)
    return await next_step(visit, state, opened, Note(note))


async def _open_hotel(
    visit: Visit, state: FSMContext, link: HotelLink
) -> Screen | Later | InStages:
    """Show the hotel's page; when its dates are over, ask for others at its place."""
    draft = await draft_at_hotel(visit.app, link.hotel_id, link.stay)
    try:
        search = await search_of(visit.app, visit.traveller, draft, link.stay)
    except StayRefused as problem:
        undated = OpenDraft(replace(draft, check_in=None, check_out=None))
        told = Note(render_told(problem, visit.t))
        return await next_step(visit, state, undated, told)
    button = HotelButton(search_id=search.search_id, hotel_id=link.hotel_id)
    page = hotel_later(visit, button)
    note = render_shared_note(await hotel_name(link.hotel_id), link.stay, visit.t)

    async def with_note() -> Screen:
        screen = await page.work()
        remarked = noted(screen, note)
        # The photo is worth more than the note.
        return remarked if visible_length(remarked.text) <= LONGEST_CAPTION else screen

    return Later(with_note, page.meanwhile)
