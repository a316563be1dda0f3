"""One hotel: its page, its rates, its photos, its place on the map."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.conversations.filters import Private
from bot.keyboards.callbacks import HotelButton, HotelView
from bot.locales import Translator
from bot.middlewares.answering import PressAnswer
from bot.presses import is_first_press
from bot.rendering.hotel import render_hotel, render_opening, render_rates
from bot.screen import Later, Screen, send_album, send_map
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.search.hotel_pages import hotel_page
from domain.search.queries import load_search
from domain.search.service import find_hotels
from domain.search.values import FoundHotel


async def open_hotel(
    _callback: CallbackQuery,
    callback_data: HotelButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Later:
    """Show the hotel's page or all its rates."""
    await load_search(app.pool, traveller, callback_data.search_id)
    return hotel_later(app, traveller, callback_data, t)


def hotel_later(app: App, traveller: Traveller, button: HotelButton, t: Translator) -> Later:
    """Return the hotel's page, for which suppliers are asked."""
    render = render_rates if button.view is HotelView.RATES else render_hotel

    async def work() -> Screen:
        page = await hotel_page(app, traveller, button.search_id, button.hotel_id)
        return render(page, button, app.clock.now(), traveller.time_zone, t)

    return Later(work, render_opening(t))


async def show_map(
    callback: CallbackQuery,
    callback_data: HotelButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
    press: PressAnswer,
) -> None:
    """Send the hotel's place on the map."""
    hotel = await _listed(app, traveller, callback_data)
    if hotel.coordinates is None:
        raise NotFound("map")
    press.give()
    if await is_first_press(app.redis, callback):
        address = hotel.address or hotel.area or hotel.name
        await send_map(bot, traveller.chat_id, hotel.coordinates, hotel.name, address)


async def show_photos(
    callback: CallbackQuery,
    callback_data: HotelButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> None:
    """Send the hotel's photos as an album."""
    hotel = await _listed(app, traveller, callback_data)
    if not await is_first_press(app.redis, callback):
        return
    if not hotel.photos or not await send_album(bot, traveller.chat_id, hotel.photos):
        press.give(t.gettext("The photos cannot be shown just now."), alert=True)


async def book_soon(_callback: CallbackQuery, press: PressAnswer, t: Translator) -> None:
    """Say that booking is on its way."""
    press.give(
        t.gettext("Booking in this chat comes soon. Track the price until then."), alert=True
    )


async def _listed(app: App, traveller: Traveller, button: HotelButton) -> FoundHotel:
    """Return the hotel as the search found it, whether or not it fits. Raises NotFound."""
    outcome = await find_hotels(app, traveller, button.search_id)
    for hotel in outcome.found:
        if hotel.hotel_id == button.hotel_id:
            return hotel
    raise NotFound("hotel")


def router() -> Router:
    """Return the routes of a hotel."""
    routes = Router(name="hotel")
    routes.callback_query.filter(Private())
    pages = {HotelView.PAGE, HotelView.RATES}
    routes.callback_query.register(open_hotel, HotelButton.filter(F.view.in_(pages)))
    routes.callback_query.register(show_map, HotelButton.filter(F.view == HotelView.MAP))
    routes.callback_query.register(show_photos, HotelButton.filter(F.view == HotelView.PHOTOS))
    routes.callback_query.register(book_soon, HotelButton.filter(F.view == HotelView.BOOK))
    return routes
