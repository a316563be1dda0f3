"""Opening a deep link: a shared search or hotel, as the traveller's own."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext

from bot.conversations.hotel import hotel_later
from bot.conversations.search_steps import next_step
from bot.deep_links import DeepLink, HotelLink, SearchLink
from bot.drafts import OpenDraft
from bot.keyboards.callbacks import HotelButton
from bot.locales import Translator
from bot.rendering.drafts import render_told
from bot.screen import InStages, Later, Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import StayRefused
from domain.search.shared import draft_at, draft_at_hotel, search_of


async def open_link(
    app: App, state: FSMContext, traveller: Traveller, t: Translator, link: DeepLink
) -> Screen | Later | InStages:
    """Show what a link leads to. Raises NotFound when that is in no catalogue any more."""
    match link:
        case SearchLink():
            return await _open_search(app, state, traveller, t, link)
        case HotelLink():
            return await _open_hotel(app, state, traveller, t, link)


async def _open_search(
    app: App, state: FSMContext, traveller: Traveller, t: Translator, link: SearchLink
) -> Screen | Later | InStages:
    """Run the search; a budget counts only in the currency in which prices are shown."""
    draft = replace(await draft_at(app, link.destination_id, link.stay), filters=link.filters)
    if link.most_a_night is not None and link.most_a_night.currency == traveller.currency:
        draft = replace(draft, most_a_night=link.most_a_night)
    return await next_step(app, state, traveller, t, OpenDraft(draft))


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
    return hotel_later(app, traveller, button, t)
