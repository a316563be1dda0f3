"""Opening a deep link: a shared search, hotel or tracker, as the traveller's own."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext

from bot.buttons.callbacks import HotelButton
from bot.hotel.handlers import hotel_later
from bot.links.payloads import DeepLink, HotelLink, SearchLink, TrackerLink
from bot.locales import Translator
from bot.search.draft import OpenDraft
from bot.search.saved.screens import render_shared_gone, render_shared_note
from bot.search.screens import noted, render_told
from bot.search.steps import next_step
from bot.sending.screen import LONGEST_CAPTION, InStages, Later, Screen, visible_length
from bot.trackers.sharing.screens import render_shared_tracker
from bot.words.terms import lines
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.money import Money
from domain.search.shared_searches import draft_at, draft_at_hotel, hotel_name, search_of
from domain.search.understanding import today_at
from domain.stay_errors import StayRefused
from domain.trackers.shared_trackers import shared_tracker


async def open_link(
    app: App, state: FSMContext, traveller: Traveller, t: Translator, link: DeepLink
) -> Screen | Later | InStages:
    """Show what a link leads to; what is no longer in the catalogue is told."""
    try:
        match link:
            case SearchLink():
                return await _open_search(app, state, traveller, t, link)
            case HotelLink():
                return await _open_hotel(app, state, traveller, t, link)
            case TrackerLink(token):
                return render_shared_tracker(await shared_tracker(app, token), token, t)
    except NotFound:
        return render_shared_gone(t)


async def _open_search(
    app: App, state: FSMContext, traveller: Traveller, t: Translator, link: SearchLink
) -> Screen | Later | InStages:
    """Run the search; amounts count only in the currency in which prices are shown."""

    def own(amount: Money | None) -> Money | None:
        return amount if amount and amount.currency == traveller.currency else None

    draft = replace(
        await draft_at(app, link.destination_id, link.stay),
        filters=replace(link.filters, least_a_night=own(link.filters.least_a_night)),
        most_a_night=own(link.most_a_night),
        most_in_all=own(link.most_in_all),
    )
    note = render_shared_note(draft.place_text or "", link.stay, t)
    try:
        link.stay.require_bookable(today_at(draft.destination, traveller, app.clock.now()))
    except StayRefused as problem:
        note = lines(note, render_told(problem, t))
        draft = replace(draft, check_in=None, check_out=None)
    return await next_step(app, state, traveller, t, OpenDraft(draft), note)


async def _open_hotel(
    app: App, state: FSMContext, traveller: Traveller, t: Translator, link: HotelLink
) -> Screen | Later | InStages:
    """Show the hotel's page; when its dates are over, ask for others at its place."""
    draft = await draft_at_hotel(app, link.hotel_id, link.stay)
    try:
        search = await search_of(app, traveller, draft, link.stay)
    except StayRefused as problem:
        undated = OpenDraft(replace(draft, check_in=None, check_out=None))
        return await next_step(app, state, traveller, t, undated, render_told(problem, t))
    button = HotelButton(search_id=search.search_id, hotel_id=link.hotel_id)
    page = hotel_later(app, traveller, button, t)
    note = render_shared_note(await hotel_name(link.hotel_id), link.stay, t)

    async def with_note() -> Screen:
        screen = await page.work()
        remarked = noted(screen, note)
        # The photo is worth more than the remark.
        return remarked if visible_length(remarked.text) <= LONGEST_CAPTION else screen

    return Later(with_note, page.meanwhile)
