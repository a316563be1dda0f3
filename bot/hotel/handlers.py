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
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.attachments import send_album, send_map
from bot.sending.screen import Below, Later, Screen, take_away
from bot.trackers.screens import render_tracking_started
from bot.updates.filters import Private
from bot.updates.presses import is_first_press
from bot.updates.visit import Visit
from domain.bookings.drafts import books
from domain.checks.deadlines import note_deadline
from domain.errors import NotFound
from domain.full_names import FullName
from domain.prices.forecast_views import tell_stay
from domain.prices.stay_history import stay_history
from domain.prices.terms import exactly
from domain.prices.usual_prices import usual_prices
from domain.search.hotel_pages import hotel_name, hotel_page
from domain.search.queries.searches import load_search
from domain.search.service import find_hotels
from domain.search.values import FoundHotel, HotelPage, SupplierRate
from domain.trackers.queries.marks import tracked_hotels
from domain.trackers.starts import track_hotel

PARTS: dict[HotelView, Callable[[HotelPage, HotelButton, Translator], Screen]] = {
    HotelView.AMENITIES: render_amenities,
    HotelView.MORE: render_more,
}


async def open_hotel(_callback: CallbackQuery, callback_data: HotelButton, visit: Visit) -> Later:
    """Show the hotel's page."""
    await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    return hotel_later(visit, callback_data)


def hotel_later(visit: Visit, button: HotelButton) -> Later:
    """Return the hotel's page, for which suppliers are asked unless their rates still hold."""

    async def work() -> Screen:
        page = await hotel_page(visit.app, visit.traveller, button.search_id, button.hotel_id)
        usual = await usual_prices(visit.app, page.search, [button.hotel_id])
        best = page.hotel.best
        total, source = (None, None) if best is None else (best.quote.total, best.supplier)
        await note_deadline(visit.app, page)
        until = page.free_cancel_until
        told = await tell_stay(
            visit.app, page.search, button.hotel_id, total, source, free_until=until
        )
        tracked = await tracked_hotels(visit.app.pool, visit.traveller, page.search.stay)
        return render_hotel(
            page, button, visit.now, visit.traveller.time_zone, visit.t,
            usual.get(button.hotel_id), told, is_tracked=button.hotel_id in tracked,
        )  # fmt: skip

    return Later(work, render_opening(visit.t))


async def open_rates(
    _callback: CallbackQuery, callback_data: RatesButton | HotelButton, visit: Visit
) -> Later:
    """Show a page of the hotel's rates."""
    await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    at = (
        callback_data
        if isinstance(callback_data, RatesButton)
        else RatesButton(**callback_data.model_dump(exclude={"view"}))
    )

    async def work() -> Screen:
        page = await hotel_page(visit.app, visit.traveller, at.search_id, at.hotel_id)
        return render_rates(page, at, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_opening(visit.t))


async def open_rate(
    _callback: CallbackQuery, callback_data: RateButton, visit: Visit, press: PressAnswer
) -> Later:
    """Show a rate's terms in full; one that is gone leads back to the others."""
    return await rate_later(visit, callback_data, press)


async def rate_later(visit: Visit, at: RateButton, press: PressAnswer) -> Later:
    """Return a rate's terms in full. Raises NotFound for a search that is not the traveller's."""

    async def show(page: HotelPage, offered: SupplierRate) -> Screen:
        return render_rate(
            page, offered, at, visit.now, visit.traveller.time_zone, visit.t,
            is_bookable=books(visit.app, offered),
        )  # fmt: skip

    others = RatesButton(**at.model_dump(exclude={"rate"}))
    return await with_rate(visit, at, others, press, show)


async def track_rate(
    _callback: CallbackQuery, callback_data: TrackRateButton, visit: Visit, press: PressAnswer
) -> Later:
    """Watch one of the rates; one that is gone leads to the others."""
    at = callback_data

    async def track(_page: HotelPage, offered: SupplierRate) -> Screen:
        terms = exactly(offered.supplier, offered.rate)
        started = await track_hotel(visit.app, visit.traveller, at.search_id, at.hotel_id, terms)
        press.give(
            visit.t.gettext("🔔 Tracking") if started.is_new else visit.t.gettext("Already tracked")
        )
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    others = RatesButton(search_id=at.search_id, hotel_id=at.hotel_id)
    return await with_rate(visit, at, others, press, track)


async def with_rate(
    visit: Visit,
    at: RateButton | TrackRateButton | BookRateButton,
    others: RatesButton,
    press: PressAnswer,
    use: Callable[[HotelPage, SupplierRate], Awaitable[Screen]],
) -> Later:
    """Return what `use` makes of the rate that a button means; of one that is gone, the `others`.

    Raises NotFound for a search that is not the traveller's.
    """
    await load_search(visit.app.pool, visit.traveller, at.search_id)

    async def work() -> Screen:
        page = await hotel_page(visit.app, visit.traveller, at.search_id, at.hotel_id)
        offered = find_rate(page, at)
        if offered is not None:
            return await use(page, offered)
        gone = visit.t.gettext("This rate is no longer available. These are.")
        notice = None if await press.told(gone) else gone
        zone = visit.traveller.time_zone
        return render_rates(page, others, visit.now, zone, visit.t, notice=notice)

    return Later(work, render_opening(visit.t))


async def show_part(_callback: CallbackQuery, callback_data: HotelButton, visit: Visit) -> Later:
    """Show all that the hotel offers, or its rarer actions."""
    await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    render = PARTS[callback_data.view]

    async def work() -> Screen:
        page = await hotel_page(
            visit.app, visit.traveller, callback_data.search_id, callback_data.hotel_id
        )
        return render(page, callback_data, visit.t)

    return Later(work, render_opening(visit.t))


async def show_history(
    _callback: CallbackQuery, callback_data: HistoryButton, visit: Visit
) -> Screen:
    """Show what the stay has cost, as a picture."""
    at = callback_data
    search = await load_search(visit.app.pool, visit.traveller, at.search_id)
    name = await hotel_name(at.hotel_id)
    series = within(await stay_history(visit.app, search, at.hotel_id), at.span, visit.now)
    usual = (await usual_prices(visit.app, search, [at.hotel_id])).get(at.hotel_id)
    title = f"{visit.t.days(search.stay.check_in, search.stay.check_out)} · {name}"
    drawn = await draw_history(visit, series, usual, title)
    return render_history(search, name, drawn, series, usual, at, visit.t)


async def show_map(
    callback: CallbackQuery, callback_data: HotelButton, visit: Visit, bot: Bot, press: PressAnswer
) -> None:
    """Send the hotel's place on the map."""
    hotel, _place = await _listed(visit, callback_data)
    if hotel.coordinates is None:
        raise NotFound("map")
    press.give()
    if await is_first_press(visit.app.redis, callback):
        address = hotel.address or hotel.area or hotel.name
        await send_map(bot, visit.traveller.chat_id, hotel.coordinates, hotel.name, address)


async def show_photos(
    callback: CallbackQuery, callback_data: HotelButton, visit: Visit, bot: Bot, press: PressAnswer
) -> Below | None:
    """Send the hotel's photos as an album, and its page again below."""
    hotel, place = await _listed(visit, callback_data)
    if not await is_first_press(visit.app.redis, callback):
        return None
    title = render_album_title(hotel, place, visit.t)
    if not hotel.photos or not await send_album(bot, visit.traveller.chat_id, hotel.photos, title):
        await press.insist(visit.t.gettext("I can’t show the photos right now."))
        return None
    if callback.message is not None:
        await take_away(bot, callback.message)
    return Below(hotel_later(visit, way_back(callback_data)))


async def _listed(visit: Visit, button: HotelButton) -> tuple[FoundHotel, FullName]:
    """Return the hotel as the search found it, whether or not it fits, and the place searched.

    Raises NotFound.
    """
    outcome = await find_hotels(visit.app, visit.traveller, button.search_id)
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
