"""Packages found: every hotel with one flight under one price, and one of them."""

from datetime import datetime

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.flights.results.journey import journey_lines
from bot.flights.results.screens import flight_supplier_name
from bot.forecasts.screens import explained, forecast_lines
from bot.locales import Translator
from bot.packages.buttons import (
    PACKAGES_A_PAGE,
    PackageButton,
    more_of_packages_keyboard,
    package_flights_keyboard,
    package_keyboard,
    package_pages,
    packages_keyboard,
)
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.words import terms as words
from bot.words.flights import duration_words, stops_words, times_words
from bot.words.notes import Note, leftovers_of, noted, text_of
from bot.words.places import located
from bot.words.wishes import wishes_line
from domain.prices.forecast_views import ForecastView
from domain.suppliers.flight_contract import FlightOffer, Journey
from domain.trips.values import (
    Package,
    PackageDraft,
    PackageOutcome,
    PackageSearchView,
)

LONGEST_NAME = 36


def render_asking_package(view: PackageSearchView, t: Translator) -> Screen:
    """Return the screen shown while hotels and flights are asked for."""
    text = t.markup(
        "⏳ Looking for hotels in {place} and flights from {origin}…",
        place=t.place(view.search.destination),
        origin=t.place(view.flights.origin),
    )
    return Screen(text, keeps_photo=True)


def package_heading(view: PackageSearchView, t: Translator) -> Markup:
    """Return from where to where, when and who."""
    wishes = wishes_line(view.search, t)
    return words.lines(
        t.markup(
            "🎒 <b>{origin} → {place}</b>\n{stay}",
            origin=t.place(view.flights.origin),
            place=located(view.search.destination, t),
            stay=words.stay_line(view.search.stay, t),
        ),
        Markup("⚙️ {}").format(wishes) if wishes else None,
    )


def render_packages(
    outcome: PackageOutcome,
    shown: PackageButton,
    now: datetime,
    t: Translator,
    note: Note | None = None,
) -> Screen:
    """Return a page of packages: every hotel with the chosen flight, the sum and its parts."""
    if not outcome.packages:
        return _render_no_package(outcome, shown, t, note)
    page = min(shown.page, package_pages(len(outcome.packages)) - 1)
    shown = shown.model_copy(update={"page": page})
    first = page * PACKAGES_A_PAGE
    packages = outcome.packages[first : first + PACKAGES_A_PAGE]
    photo = next((one.hotel.photos[0] for one in packages if one.hotel.photos), None)
    text = words.lines(
        package_heading(outcome.view, t),
        flight_line(packages[0].flight, t),
        "",
        *(
            words.lines(*_package_lines(one, first + n, t), "")
            for n, one in enumerate(packages, start=1)
        ),
        *_notes(outcome, now, t),
        text_of(note),
    )
    if visible_length(text) > LONGEST_CAPTION:
        photo = None
    leftovers = leftovers_of(note)
    return Screen(text, packages_keyboard(outcome, shown, t, leftovers), photo)


def flight_line(flight: FlightOffer, t: Translator) -> Markup:
    """Return the flight that all packages of a list share."""
    journey = flight.journey
    told = words.dotted(
        times_words(journey, t), stops_words(journey, t), ", ".join(journey.airlines)
    )
    return words.lines(Markup("✈️ {}").format(told), _late_line(journey, t))


def _late_line(journey: Journey, t: Translator) -> Markup | None:
    """Say that a flight lands after the first night has begun."""
    if journey.days_later <= 0:
        return None
    return t.markup(
        "⚠️ This flight lands the day after check-in, so you’d still pay for the first night."
    )


def _package_lines(package: Package, number: int, t: Translator) -> list[Markup]:
    hotel = package.hotel
    rating = words.rating(hotel.rating, None, t)
    head = Markup("<b>{}. {}</b> {} {}").format(
        t.number(number), shorten(hotel.name, LONGEST_NAME), words.stars(hotel.stars), rating or ""
    )
    return [head, parity_line(package, t)]


def parity_line(package: Package, t: Translator) -> Markup:
    """Return a package's price as the sum that it is."""
    parts = {"hotel": t.money(package.offer.quote.total), "flight": t.money(package.fare)}
    if package.worth is None:
        total = t.price(package.total)
        return t.markup("hotel {hotel} + flight {flight} = <b>{total}</b>", total=total, **parts)
    worth = t.money(package.worth)
    return t.markup("hotel {hotel} + flight {flight} ≈ <b>{total}</b>", total=worth, **parts)


def _notes(outcome: PackageOutcome, now: datetime, t: Translator) -> list[Markup | str]:
    """Return what the prices hold, how old both parts are, and what is missing."""
    taxes = {words.taxes(one.offer.quote, t) for one in outcome.packages}
    hotel_taxes = taxes.pop() if len(taxes) == 1 else t.gettext("taxes differ by hotel")
    notes: list[Markup | str] = [
        t.gettext(
            "For everyone: the whole stay ({taxes}) and this flight with the cheapest return "
            "flight (taxes and fees included).",
            taxes=hotel_taxes,
        ),
        ages_line(outcome, now, t),
        *words.footnotes(outcome.reports, t),
    ]
    if outcome.too_dear:
        notes.append(
            t.ngettext(
                "{count} more is over the budget.",
                "{count} more are over the budget.",
                outcome.too_dear,
            )
        )
    if outcome.left_out:
        notes.append(
            t.ngettext(
                "{count} hotel isn’t shown because it has no price for these dates, or none I can "
                "convert.",
                "{count} hotels aren’t shown because they have no price for these dates, or none I "
                "can convert.",
                outcome.left_out,
            )
        )
    return notes


def ages_line(outcome: PackageOutcome, now: datetime, t: Translator) -> Markup:
    """Return how old the two prices are."""
    return t.markup(
        "🕐 Hotel seen {hotel}, flight seen {flight}",
        hotel=t.ageing(outcome.hotels_seen_at, now),
        flight=t.ageing(outcome.flights_seen_at, now),
    )


def render_more_of_packages(
    outcome: PackageOutcome, draft: PackageDraft, shown: PackageButton, t: Translator
) -> Screen:
    """Return the parts of a package search to correct."""
    text = words.lines(
        package_heading(outcome.view, t),
        t.markup("Change a part of the search, or do more with it."),
    )
    return Screen(text, more_of_packages_keyboard(draft, shown, t))


def _render_no_package(
    outcome: PackageOutcome, shown: PackageButton, t: Translator, note: Note | None
) -> Screen:
    """Say which half is missing: it is not sold, or nobody could be asked."""
    notes = list(words.footnotes(outcome.reports, t))
    if outcome.cheapest_beyond is not None:
        reason = t.markup(
            "No hotel with this flight is within your budget. The cheapest comes to {total}.",
            total=t.price(outcome.cheapest_beyond),
        )
    elif outcome.flight is not None and outcome.hidden:
        reason = t.markup("There are flights, but no hotel meets all your wishes.")
    elif outcome.flight is not None:
        reason = t.markup(
            "There are flights, but no hotel has a price in {currency} for these dates.",
            currency=outcome.view.search.currency,
        )
    elif outcome.flight_report.answered:
        reason = t.markup(
            "No flights are available on this route on these days. Try "
            "other days or another airport."
        )
    else:
        reason = t.markup(
            "⚠️ I couldn’t check {supplier} right now, so I can’t add a flight.",
            supplier=flight_supplier_name(outcome.flight_report.supplier),
        )
    text = words.lines(package_heading(outcome.view, t), "", reason, *notes)
    leftovers = leftovers_of(note)
    return noted(Screen(text, packages_keyboard(outcome, shown, t, leftovers)), note)


def render_package_flights(
    outcome: PackageOutcome, shown: PackageButton, now: datetime, t: Translator
) -> Screen:
    """Return the flights to choose from, each with the package's price as it would be."""
    offers = [offer for offer in outcome.flights if offer.price is not None]
    offers.sort(key=lambda offer: offer.price.amount if offer.price else 0)
    page = min(shown.page, package_pages(len(offers)) - 1)
    shown = shown.model_copy(update={"page": page})
    first = page * PACKAGES_A_PAGE
    package = outcome.package_with(shown.hotel_id) or next(iter(outcome.packages), None)
    text = words.lines(
        package_heading(outcome.view, t),
        t.markup("✈️ Which flight? Prices with {hotel}:", hotel=package.hotel.name)
        if package
        else t.markup("✈️ Which flight?"),
        "",
        *(
            words.lines(*_flight_choice(offer, first + n, package, t), "")
            for n, offer in enumerate(offers[first : first + PACKAGES_A_PAGE], start=1)
        ),
        ages_line(outcome, now, t),
    )
    return Screen(text, package_flights_keyboard(offers, shown, t))


def _flight_choice(
    offer: FlightOffer, number: int, package: Package | None, t: Translator
) -> list[Markup]:
    journey = offer.journey
    head = Markup("<b>{}. {}</b> · {}").format(
        t.number(number), times_words(journey, t), ", ".join(journey.airlines)
    )
    told = words.dotted(duration_words(journey.minutes, t), stops_words(journey, t))
    lines = [head, Markup("{}").format(told)]
    if package is not None and offer.price is not None:
        with_it = Package(package.hotel, package.offer, offer, offer.price)
        lines.append(parity_line(with_it, t))
    return lines


def render_package(
    outcome: PackageOutcome,
    package: Package,
    shown: PackageButton,
    now: datetime,
    t: Translator,
    told: ForecastView | None = None,
) -> Screen:
    """Return one package: its hotel, its flight, and the sum.

    `told` is what may be said of its price's future.
    """
    hotel, quote = package.hotel, package.offer.quote
    about = words.dotted(
        words.rating(hotel.rating, hotel.review_count, t),
        t.spot(hotel.area, outcome.view.search.destination.full_name.country_code),
        words.board(quote, t), words.cancellation(quote, t),
    )  # fmt: skip
    text = words.lines(
        package_heading(outcome.view, t),
        "",
        Markup("🏨 <b>{}</b> {}").format(hotel.name, words.stars(hotel.stars)),
        about or None,
        "",
        *journey_lines(package.flight.journey, t),
        _late_line(package.flight.journey, t),
        "",
        t.markup("🏨 hotel {price}, {taxes}", price=t.price(quote.total),
                 taxes=words.taxes(quote, t)),
        t.markup("✈️ flight {price} with the cheapest return, taxes and fees included",
                 price=t.price(package.fare)),
        parity_line(package, t),
        *forecast_lines(told, now, outcome.view.search.destination.time_zone, t),
        ages_line(outcome, now, t),
    )  # fmt: skip
    photo = hotel.photos[0] if hotel.photos and visible_length(text) <= LONGEST_CAPTION else None
    return explained(Screen(text, package_keyboard(outcome, package, shown, t), photo), told, t)
