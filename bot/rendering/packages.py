"""Packages: the questions, every hotel with one flight under one price, and one package."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.errors import words_for
from bot.keyboards.buttons import shorten
from bot.keyboards.calendar import calendar_keyboard, month_of
from bot.keyboards.packages import (
    PACKAGES_A_PAGE,
    REACH,
    PackageButton,
    adults_row,
    named_package_places,
    origin_row,
    origin_rows,
    package_draft_keyboard,
    package_flights_keyboard,
    package_keyboard,
    package_pages,
    package_place_rows,
    packages_keyboard,
)
from bot.locales import Translator
from bot.rendering import words
from bot.rendering.drafts import noted, render_told
from bot.rendering.flight_page import journey_lines
from bot.rendering.flight_results import flight_supplier_name
from bot.rendering.flight_words import duration_words, stops_words, times_words
from bot.screen import LONGEST_CAPTION, Screen, visible_length
from domain.errors import (
    AirportAmbiguous,
    AirportUnknown,
    FlightInPast,
    FlightTooFarAhead,
    PlaceAmbiguous,
    PlaceUnknown,
    Refusal,
)
from domain.flights.values import Endpoint
from domain.search.values import DestinationView
from domain.suppliers.flight_contract import FlightOffer, Journey
from domain.trips.values import (
    Package,
    PackageDraft,
    PackageGap,
    PackageOutcome,
    PackageReading,
    PackageSearchView,
)

LONGEST_NAME = 36
MOST_PLACES = 6


def known_package_line(draft: PackageDraft, t: Translator) -> Markup | None:
    """Return what is known of a package, None when that is nothing."""
    stay = draft.stay
    place = stay.destination.full_name if stay.destination else None
    dates = t.days(stay.check_in, stay.check_out) if stay.check_in and stay.check_out else None
    origin = t.gettext("from {city}", city=draft.origin.name) if draft.origin else None
    people = words.people(stay.rooms, t) if draft.people_known else None
    known = words.dotted(place, dates, people, origin)
    return t.markup("So far: <b>{known}</b>", known=known) if known else None


def render_package_place(
    draft: PackageDraft, places: Sequence[DestinationView], t: Translator
) -> Screen:
    """Ask where to stay."""
    text = words.lines(
        t.markup("🎒 <b>Hotel and flight together. Where to?</b>"),
        t.markup("Write a place, or all at once: "
                 "<code>Goa 12-15 Dec 2 adults from Delhi</code>."),
        known_package_line(draft, t),
    )  # fmt: skip
    rows = package_place_rows(places[:MOST_PLACES], whole_names=False)
    return Screen(text, package_draft_keyboard(draft, t, rows), keeps_photo=True)


def render_package_days(
    draft: PackageDraft, month: date, today: date, t: Translator, first: date | None = None
) -> Screen:
    """Ask for the days: there, then back."""
    head = (
        t.markup("📅 <b>When do you leave home?</b>")
        if first is None
        else t.markup("📅 <b>And back?</b> You leave on <b>{day}</b>.", day=t.day(first))
    )
    text = words.lines(
        head, t.markup("Tap a day, or write <code>12-15 Dec</code>."), known_package_line(draft, t)
    )
    return Screen(text, calendar_keyboard(month, today, t, first, REACH), keeps_photo=True)


def render_package_people(draft: PackageDraft, t: Translator) -> Screen:
    """Ask who comes."""
    text = words.lines(
        t.markup("👥 <b>How many adults?</b>"),
        t.markup("Tap a number for one room, or write "
                 "<code>2 rooms 3 adults 1 child 6</code>."),
        known_package_line(draft, t),
    )  # fmt: skip
    return Screen(text, package_draft_keyboard(draft, t, [adults_row(t)]), keeps_photo=True)


def render_package_origin(
    draft: PackageDraft, usual: Sequence[Endpoint], t: Translator, note: Markup | None = None
) -> Screen:
    """Ask where the flights begin."""
    text = words.lines(
        t.markup("🛫 <b>Where do you fly from?</b>"),
        t.markup("Write a city, an airport or its code."),
        known_package_line(draft, t),
    )
    keys = package_draft_keyboard(draft, t, origin_rows(usual))
    return noted(Screen(text, keys, keeps_photo=True), note)


def render_package_gap(
    draft: PackageDraft,
    places: Sequence[DestinationView],
    usual: Sequence[Endpoint],
    today: date,
    t: Translator,
) -> Screen:
    """Ask for the first thing that is missing."""
    match draft.gaps[0]:
        case PackageGap.PLACE:
            return render_package_place(draft, places, t)
        case PackageGap.DATES:
            return render_package_days(draft, month_of(today), today, t)
        case PackageGap.PEOPLE:
            return render_package_people(draft, t)
        case PackageGap.ORIGIN:
            return render_package_origin(draft, usual, t)


def render_package_problems(reading: PackageReading, today: date, t: Translator) -> Screen:
    """Say what was not understood, what was, and ask that part again."""
    problem, draft = reading.problems[0], reading.draft
    match problem:
        case PlaceUnknown(_text, candidates) | PlaceAmbiguous(_text, candidates) if candidates:
            rows = named_package_places(candidates[:MOST_PLACES])
        case AirportAmbiguous(_text, ends):
            rows = [origin_row(name, key) for key, name in ends]
        case _:
            said = words.lines(
                *(Markup("🤔 {}").format(words_for(one, t)) for one in reading.problems)
            )
            return noted(_question_after(problem, draft, today, t), said)
    text = words.lines(render_told(problem, t), known_package_line(draft, t))
    return Screen(text, package_draft_keyboard(draft, t, rows), keeps_photo=True)


def _question_after(problem: Refusal, draft: PackageDraft, today: date, t: Translator) -> Screen:
    match problem:
        case PlaceUnknown() | PlaceAmbiguous():
            return render_package_place(draft, (), t)
        case AirportUnknown():
            return render_package_origin(draft, (), t)
        case FlightInPast() | FlightTooFarAhead():
            return render_package_days(draft, month_of(today), today, t)
        case _ if draft.gaps:
            return render_package_gap(draft, (), (), today, t)
        case _:
            return render_package_people(draft, t)


def render_asking_package(view: PackageSearchView, t: Translator) -> Screen:
    """Return the screen that stands while hotels and flights are asked for."""
    text = t.markup(
        "⏳ Looking for hotels in {place} and flights from {origin}…",
        place=view.search.destination.name,
        origin=view.flights.origin.name,
    )
    return Screen(text, keeps_photo=True)


def package_heading(view: PackageSearchView, t: Translator) -> Markup:
    """Return from where to where, when and who."""
    return t.markup(
        "🎒 <b>{origin} → {place}</b>\n{stay}",
        origin=view.flights.origin.name,
        place=view.search.destination.name,
        stay=words.stay_line(view.search.stay, t),
    )


def render_packages(
    outcome: PackageOutcome, draft: PackageDraft, shown: PackageButton, now: datetime, t: Translator
) -> Screen:
    """Return a page of packages: every hotel with the chosen flight, the sum and its parts."""
    if not outcome.packages:
        return _render_no_package(outcome, draft, shown, t)
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
    )
    if visible_length(text) > LONGEST_CAPTION:
        photo = None
    return Screen(text, packages_keyboard(outcome, draft, shown, t), photo)


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
    return t.markup("⚠️ It lands a day after check-in: the first night is paid all the same.")


def _package_lines(package: Package, number: int, t: Translator) -> list[Markup]:
    hotel = package.hotel
    rating = words.rating(hotel.rating, None, t)
    head = Markup("<b>{}. {}</b> {} {}").format(
        t.number(number), shorten(hotel.name, LONGEST_NAME), words.stars(hotel.stars), rating or ""
    )
    return [head, parity_line(package, t)]


def parity_line(package: Package, t: Translator) -> Markup:
    """Return a package's price as the sum that it is."""
    return t.markup(
        "hotel {hotel} + flight {flight} = <b>{total}</b>",
        hotel=t.money(package.offer.quote.total),
        flight=t.money(package.fare),
        total=t.money(package.total),
    )


def _notes(outcome: PackageOutcome, now: datetime, t: Translator) -> list[Markup | str]:
    """Return what the prices hold, how old both parts are, and what is missing."""
    taxes = {words.taxes(one.offer.quote, t) for one in outcome.packages}
    hotel_taxes = taxes.pop() if len(taxes) == 1 else t.gettext("taxes differ by hotel")
    notes: list[Markup | str] = [
        t.gettext(
            "For everyone: the whole stay ({taxes}) and the cheapest flight back with this one "
            "(taxes and fees included).",
            taxes=hotel_taxes,
        ),
        ages_line(outcome, now, t),
        *words.footnotes(outcome.reports, t),
    ]
    if outcome.left_out:
        notes.append(
            t.ngettext(
                "{count} hotel is left out: it has no price in this currency.",
                "{count} hotels are left out: they have no price in this currency.",
                outcome.left_out,
            )
        )
    return notes


def ages_line(outcome: PackageOutcome, now: datetime, t: Translator) -> str:
    """Return how old the two prices are."""
    return t.gettext(
        "🕐 Hotel seen {hotel}, flight seen {flight}",
        hotel=t.ago(now - outcome.hotels_seen_at),
        flight=t.ago(now - outcome.flights_seen_at),
    )


def _render_no_package(
    outcome: PackageOutcome, draft: PackageDraft, shown: PackageButton, t: Translator
) -> Screen:
    """Say which half is missing, and whether it is not sold or could not be asked for."""
    notes = list(words.footnotes(outcome.reports, t))
    if outcome.flight is not None:
        reason = t.markup(
            "There are flights, but no hotel has a price in {currency} for these dates.",
            currency=outcome.view.search.currency,
        )
    elif outcome.flight_report.answered:
        reason = t.markup("Nobody flies this way on these days. Try other days or another airport.")
    else:
        reason = t.markup(
            "⚠️ I could not ask {supplier} just now, so there is no flight to add.",
            supplier=flight_supplier_name(outcome.flight_report.supplier),
        )
    text = words.lines(package_heading(outcome.view, t), "", reason, *notes)
    return Screen(text, packages_keyboard(outcome, draft, shown, t))


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
    outcome: PackageOutcome, package: Package, shown: PackageButton, now: datetime, t: Translator
) -> Screen:
    """Return one package: its hotel, its flight, and the sum."""
    hotel, quote = package.hotel, package.offer.quote
    about = words.dotted(
        words.rating(hotel.rating, hotel.review_count, t), hotel.area,
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
        t.markup("🏨 hotel {price}, {taxes}", price=t.money(quote.total),
                 taxes=words.taxes(quote, t)),
        t.markup("✈️ flight {price} with the cheapest one back, taxes and fees included",
                 price=t.money(package.fare)),
        parity_line(package, t),
        ages_line(outcome, now, t),
    )  # fmt: skip
    photo = hotel.photos[0] if hotel.photos and visible_length(text) <= LONGEST_CAPTION else None
    return Screen(text, package_keyboard(outcome, package, shown, t), photo)
