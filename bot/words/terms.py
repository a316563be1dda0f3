"""The domain's terms in a traveller's words: people, meals, taxes, suppliers."""

from collections.abc import Iterable
from datetime import datetime

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.words.rooms import room_words
from domain.prices.values import FlightDays
from domain.search.values import Doubt, FoundHotel, PricedOffer, SupplierReport
from domain.stay import Room, Stay
from domain.suppliers.brands import brand_of
from domain.suppliers.cancel_rules import Deadline
from domain.suppliers.contract import (
    Board,
    Payment,
    Quote,
    RateIdentity,
    Refundability,
    Supplier,
    TaxInclusion,
)

# Below this many metres a distance is given in metres; below this many kilometres to a tenth.
NEXT_DOOR, FAR = 950, 10
LONGEST_ROOM, LONGEST_SELLER = 60, 30


def supplier_name(supplier: Supplier | str) -> str:
    """Return the name that travellers know a supplier of hotels by."""
    return brand_of(supplier).hotels


def nights(stay: Stay, t: Translator) -> str:
    """Return how many nights a stay has."""
    return night_count(stay.nights, t)


def night_count(count: int, t: Translator) -> str:
    """Return a number of nights."""
    return t.ngettext("{count} night", "{count} nights", count)


def people(rooms: Iterable[Room], t: Translator) -> str:
    """Return who comes: 2 adults, 1 child (6) · 2 rooms."""
    everyone = tuple(rooms)
    ages = [age for room in everyone for age in room.child_ages]
    adults = sum(room.adults for room in everyone)
    text = t.ngettext("{count} adult", "{count} adults", adults)
    if ages:
        children = t.ngettext("{count} child", "{count} children", len(ages))
        text = f"{text}, {children} ({', '.join(t.number(age) for age in ages)})"
    if len(everyone) > 1:
        text = f"{text} · {t.ngettext('{count} room', '{count} rooms', len(everyone))}"
    return text


def stay_line(stay: Stay, t: Translator) -> str:
    """Return dates, nights and people in one line."""
    dates = t.days(stay.check_in, stay.check_out)
    return f"{dates} · {nights(stay, t)} · {people(stay.rooms, t)}"


def when_line(stay: Stay, flight_days: FlightDays | None, t: Translator) -> str:
    """Return when: a stay's dates, nights and people, or the days of flights."""
    if flight_days is None:
        return f"🗓 {stay_line(stay, t)}"
    outbound, inbound = flight_days
    return f"✈️ {t.day(outbound) if inbound is None else t.days(outbound, inbound)}"


def taxes(quote: Quote, t: Translator) -> str:
    """Say whether the total holds the taxes."""
    match quote.taxes:
        case TaxInclusion.INCLUDED:
            return t.gettext("taxes included")
        case TaxInclusion.EXCLUDED:
            return t.gettext("plus taxes")
        case TaxInclusion.UNKNOWN:
            return t.gettext("taxes may be added")


def board(quote: Quote, t: Translator) -> str | None:
    """Return the meals that are included, None when it is not told."""
    return board_name(quote.board, t)


def board_name(meals: Board, t: Translator) -> str | None:
    """Return meals in words, None when they are not told."""
    match meals:
        case Board.ROOM_ONLY:
            return t.gettext("room only")
        case Board.BREAKFAST:
            return t.gettext("🍳 breakfast")
        case Board.HALF_BOARD:
            return t.gettext("🍽 half board")
        case Board.FULL_BOARD:
            return t.gettext("🍽 full board")
        case Board.ALL_INCLUSIVE:
            return t.gettext("🍹 all inclusive")
        case Board.UNKNOWN:
            return None


def cancellation(quote: Quote, t: Translator, zone: str | None = None) -> str | None:
    """Say whether cancelling is free, and with a zone until when; None when it is not told."""
    match quote.refundable:
        case Refundability.YES if quote.free_cancel_until is not None and zone is not None:
            return t.gettext(
                "✅ free cancellation until {moment}",
                moment=t.moment(Deadline(quote.free_cancel_until).shown, zone),
            )
        case Refundability.YES:
            return t.gettext("✅ free cancellation")
        case Refundability.NO:
            return t.gettext("non-refundable")
        case Refundability.UNKNOWN:
            return None


def payment(when: Payment, t: Translator) -> str | None:
    """Return when a rate is paid for, None when it is not told."""
    match when:
        case Payment.NOW:
            return t.gettext("pay now")
        case Payment.AT_HOTEL:
            return t.gettext("pay at the hotel")
        case Payment.PARTLY:
            return t.gettext("pay part at the hotel")
        case Payment.UNKNOWN:
            return None


def rate(identity: RateIdentity, t: Translator) -> str:
    """Return a rate's description: room, meals, refund, payment and seller."""
    refunds = {
        Refundability.YES: t.gettext("✅ free cancellation"),
        Refundability.NO: t.gettext("non-refundable"),
    }
    return dotted(
        identity.room and shorten(room_words(identity.room, t), LONGEST_ROOM),
        board_name(identity.board, t),
        refunds.get(identity.refundable),
        payment(identity.payment, t),
        seller(identity),
    )


def seller(identity: RateIdentity) -> str:
    """Return who sells a rate."""
    return shorten(identity.seller or supplier_name(identity.source), LONGEST_SELLER)


def stars(number: int | None) -> str:
    """Return a hotel's class as stars."""
    return "★" * number if number else ""


def rating(value: float | None, reviews: int | None, t: Translator) -> str | None:
    """Return the guests' rating out of 5 and how many gave one."""
    if value is None:
        return None
    text = f"👍 {t.number(round(value, 1))}/5"
    return f"{text} ({t.number(reviews)})" if reviews else text


def distance(metres: float, t: Translator) -> str:
    """Return a distance: 350 m, 1.2 km, 14 km."""
    if metres < NEXT_DOOR:
        return t.gettext("{number} m", number=t.number(round(metres, -1)))
    kilometres = metres / 1000
    return t.gettext("{number} km", number=t.number(round(kilometres, kilometres < FAR)))


def offer_line(offer: PricedOffer, stay: Stay, t: Translator) -> Markup:
    """Return what a stay costs in all, on which basis and where."""
    return t.markup(
        "<b>{total}</b> for {nights}, {taxes}, at {supplier}",
        total=t.price(offer.quote.total),
        nights=nights(stay, t),
        taxes=taxes(offer.quote, t),
        supplier=supplier_name(offer.supplier),
    )


def quote_age(seen: datetime, now: datetime, t: Translator) -> Markup:
    """Return how old a price on a screen is."""
    return t.markup("🕐 Price seen {ago}", ago=t.ageing(seen, now))


def quote_moment(seen: datetime, zone: str, t: Translator, *, is_shared: bool = False) -> Markup:
    """Return when a price was seen, for a message that stays."""
    return t.markup("🕐 Price seen {moment}", moment=t.stamp(seen, zone, is_shared=is_shared))


def doubt_line(doubt: Doubt, t: Translator) -> Markup:
    """Return the price that was seen but is too far from the one before to be believed yet."""
    return t.markup("⚠️ {total} is being checked", total=t.price(doubt.total))


def footnotes(reports: Iterable[SupplierReport], t: Translator) -> list[Markup]:
    """Return a line for each supplier that is still asked, or could not be."""
    return [_footnote(report, t) for report in reports if not report.answered]


def _footnote(report: SupplierReport, t: Translator) -> Markup:
    name = supplier_name(report.supplier)
    if report.is_awaited:
        return t.markup("⏳ {supplier} is still answering.", supplier=name)
    return t.markup(
        "⚠️ I couldn’t check {supplier} right now, so its prices are missing.", supplier=name
    )


def strange_currencies(hotels: Iterable[FoundHotel], own: str, t: Translator) -> Markup | None:
    """Say in which currencies prices could not be compared, for want of recent rates."""
    totals = [hotel.best.quote.total for hotel in hotels if hotel.best is not None]
    codes = sorted({total.currency for total in totals if t.rates.worth(total, own) is None})
    if not codes:
        return None
    return t.markup(
        "💱 Prices in {currencies} come last, because I have no recent exchange rate for them.",
        currencies=", ".join(codes),
    )


def unasked_line(reports: Iterable[SupplierReport], t: Translator) -> str:
    """Return why nothing is found where somebody could not be asked."""
    if any(report.answered for report in reports):
        return t.gettext("I couldn’t check every supplier, so there may still be hotels.")
    return t.gettext("I couldn’t check any supplier right now, so I don’t know what’s available.")


def lines(*parts: Markup | str | None) -> Markup:
    """Return the parts that are there, a line each; text is escaped."""
    return Markup("\n").join(part for part in parts if part is not None)


def dotted(*parts: str | None) -> str:
    """Return the parts that are there, with dots between."""
    return " · ".join(part for part in parts if part)


def so_far(t: Translator, *known: str | None) -> Markup | None:
    """Return the line of what is known while more is asked, None when that is nothing."""
    told = dotted(*known)
    return t.markup("So far: <b>{known}</b>", known=told) if told else None


def synthetic_line(t: Translator) -> Markup:
    """Return the mark of figures from a made-up market, which only a trial has."""
    return t.markup("🧪 Includes made-up prices from the test market.")
