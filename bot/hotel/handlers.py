"""One hotel: its page, its rates, its photos, its place on the map, what it has cost."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.buttons.callbacks import HotelButton, HotelView
from bot.hotel.buttons import (
    BookRateButton,
    HistoryButton,
    RateButton,
    RatesButton,
    TrackRateButton,
    way_back,
)
from bot.hotel.price_history import draw_history, within
from bot.hotel.price_history_words import render_history
from bot.hotel.rates import find_rate, render_rate, render_rates
from bot.hotel.screens import (
    render_album_title,
    render_amenities,
    render_hotel,
    render_more,
    render_opening,
)
from bot.locales import Translator
from bot.middlewares.answering import PressAnswer
from bot.sending.screen import Below, Later, Screen, send_album, send_map, take_away
from bot.trackers.screens import render_tracking_started
from bot.updates.filters import Private
from bot.updates.presses import is_first_press
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.drafts import books
from domain.checks.deadlines import note_deadline
from domain.errors import NotFound
from domain.full_names import FullName
from domain.prices.forecast_telling import tell_stay
from domain.prices.stay_history import stay_history
from domain.prices.terms import exactly
from domain.prices.usual import usual_prices
from domain.search.hotel_pages import hotel_name, hotel_page
from domain.search.queries import load_search
from domain.search.service import find_hotels
from domain.search.values import FoundHotel, HotelPage, SupplierRate
from domain.trackers.beginning import track_hotel
from domain.trackers.marks import tracked_hotels

PARTS: dict[HotelView, Callable[[HotelPage, HotelButton, Translator], Screen]] = {
    HotelView.AMENITIES: render_amenities,
    HotelView.MORE: render_more,
}


async def open_hotel(
    _callback: CallbackQuery,
    callback_data: HotelButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Later:
    """Show the hotel's page."""
    await load_search(app.pool, traveller, callback_data.search_id)
    return hotel_later(app, traveller, callback_data, t)


def hotel_later(app: App, traveller: Traveller, button: HotelButton, t: Translator) -> Later:
    """Return the hotel's page, for which suppliers are asked unless their rates still hold."""

    async def work() -> Screen:
        page = await hotel_page(app, traveller, button.search_id, button.hotel_id)
        usual = await usual_prices(app, page.search, [button.hotel_id])
        best = page.hotel.best
        total, source = (None, None) if best is None else (best.quote.total, best.supplier)
        await note_deadline(app, page)
        until = page.free_cancel_until
        told = await tell_stay(app, page.search, button.hotel_id, total, source, free_until=until)
        tracked = await tracked_hotels(app.pool, traveller, page.search.stay)
        return render_hotel(
            page, button, app.clock.now(), traveller.time_zone, t, usual.get(button.hotel_id), told,
            is_tracked=button.hotel_id in tracked,
        )  # fmt: skip

    return Later(work, render_opening(t))


async def open_rates(
    _callback: CallbackQuery,
    callback_data: RatesButton | HotelButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Later:
    """Show a page of the hotel's rates."""
    await load_search(app.pool, traveller, callback_data.search_id)
    at = (
        callback_data
        if isinstance(callback_data, RatesButton)
        else RatesButton(**callback_data.model_dump(exclude={"view"}))
    )

    async def work() -> Screen:
        page = await hotel_page(app, traveller, at.search_id, at.hotel_id)
        return render_rates(page, at, app.clock.now(), traveller.time_zone, t)

    return Later(work, render_opening(t))


async def open_rate(
    _callback: CallbackQuery,
    callback_data: RateButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Later:
    """Show a rate's terms in full; one that is gone leads back to those there are."""
    return await rate_later(app, traveller, callback_data, press, t)


async def rate_later(
    app: App, traveller: Traveller, at: RateButton, press: PressAnswer, t: Translator
) -> Later:
    """Return a rate's terms in full. Raises NotFound for a search that is not the traveller's."""

    async def show(page: HotelPage, offered: SupplierRate) -> Screen:
        return render_rate(
            page, offered, at, app.clock.now(), traveller.time_zone, t,
            is_bookable=books(app, offered),
        )  # fmt: skip

    others = RatesButton(**at.model_dump(exclude={"rate"}))
    return await with_rate(app, traveller, at, others, press, t, show)


async def track_rate(
    _callback: CallbackQuery,
    callback_data: TrackRateButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Later:
    """Watch one of the rates; one that is gone leads to those there are."""
    at = callback_data

    async def track(_page: HotelPage, offered: SupplierRate) -> Screen:
        terms = exactly(offered.supplier, offered.rate)
        started = await track_hotel(app, traveller, at.search_id, at.hotel_id, terms)
        press.give(t.gettext("🔔 Tracking") if started.is_new else t.gettext("Already tracked"))
        return render_tracking_started(started, app.clock.now(), traveller.time_zone, t)

    others = RatesButton(search_id=at.search_id, hotel_id=at.hotel_id)
    return await with_rate(app, traveller, at, others, press, t, track)


async def with_rate(
    app: App,
    traveller: Traveller,
    at: RateButton | TrackRateButton | BookRateButton,
    others: RatesButton,
    press: PressAnswer,
    t: Translator,
    use: Callable[[HotelPage, SupplierRate], Awaitable[Screen]],
) -> Later:
    """Return what `use` makes of the rate that a button means; of one that is gone, the `others`.

    Raises NotFound for a search that is not the traveller's.
    """
    await load_search(app.pool, traveller, at.search_id)

    async def work() -> Screen:
        page = await hotel_page(app, traveller, at.search_id, at.hotel_id)
        offered = find_rate(page, at)
        if offered is not None:
            return await use(page, offered)
        press.give(t.gettext("This rate is no longer available. These are."), alert=True)
        return render_rates(page, others, app.clock.now(), traveller.time_zone, t)

    return Later(work, render_opening(t))


async def show_part(
    _callback: CallbackQuery,
    callback_data: HotelButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Later:
    """Show all that the hotel offers, or what is rarely wanted of it."""
    await load_search(app.pool, traveller, callback_data.search_id)
    render = PARTS[callback_data.view]

    async def work() -> Screen:
        page = await hotel_page(app, traveller, callback_data.search_id, callback_data.hotel_id)
        return render(page, callback_data, t)

    return Later(work, render_opening(t))


async def show_history(
    _callback: CallbackQuery,
    callback_data: HistoryButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show what the stay has cost, as a picture."""
    at = callback_data
    search = await load_search(app.pool, traveller, at.search_id)
    name = await hotel_name(at.hotel_id)
    series = within(await stay_history(app, search, at.hotel_id), at.span, app.clock.now())
    usual = (await usual_prices(app, search, [at.hotel_id])).get(at.hotel_id)
    title = f"{t.days(search.stay.check_in, search.stay.check_out)} · {name}"
    drawn = await draw_history(app, traveller, series, t, usual, title)
    return render_history(search, name, drawn, series, usual, at, t)


async def show_map(
    callback: CallbackQuery,
    callback_data: HotelButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
    press: PressAnswer,
) -> None:
    """Send the hotel's place on the map."""
    hotel, _place = await _listed(app, traveller, callback_data)
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
) -> Below | None:
    """Send the hotel's photos as an album, and its page again below."""
    hotel, place = await _listed(app, traveller, callback_data)
    if not await is_first_press(app.redis, callback):
        return None
    title = render_album_title(hotel, place, t)
    if not hotel.photos or not await send_album(bot, traveller.chat_id, hotel.photos, title):
        press.give(t.gettext("I can’t show the photos right now."), alert=True)
        return None
    if callback.message is not None:
        await take_away(bot, callback.message)
    return Below(hotel_later(app, traveller, way_back(callback_data), t))


async def _listed(
    app: App, traveller: Traveller, button: HotelButton
) -> tuple[FoundHotel, FullName]:
    """Return the hotel as the search found it, whether or not it fits, and where it was sought.

    Raises NotFound.
    """
    outcome = await find_hotels(app, traveller, button.search_id)
    for hotel in outcome.found:
        if hotel.hotel_id == button.hotel_id:
            return hotel, outcome.search.destination.full_name
    raise NotFound("hotel")


def router() -> Router:
    """Return the routes of a hotel."""
    routes = Router(name="hotel")
    routes.callback_query.filter(Private())
    press = routes.callback_query
    press.register(open_hotel, HotelButton.filter(F.view == HotelView.PAGE))
    press.register(open_rates, HotelButton.filter(F.view.in_({HotelView.RATES, HotelView.BOOK})))
    press.register(open_rates, RatesButton.filter())
    press.register(open_rate, RateButton.filter())
    press.register(track_rate, TrackRateButton.filter())
    press.register(show_part, HotelButton.filter(F.view.in_(set(PARTS))))
    press.register(show_history, HistoryButton.filter())
    press.register(show_map, HotelButton.filter(F.view == HotelView.MAP))
    press.register(show_photos, HotelButton.filter(F.view == HotelView.PHOTOS))
    return routes
