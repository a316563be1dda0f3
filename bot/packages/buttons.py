"""Buttons of packages: the questions, every hotel with one flight, and one package."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.buttons.calendar import Reach
from bot.buttons.callbacks import DayButton, HotelButton, Id, Page
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard, turns
from bot.flights.callbacks import LONGEST_KEY, Fingerprint, FlightButton, short_name
from bot.locales import Translator
from bot.trackers.widening.buttons import TrackPackageButton
from bot.words import terms as words
from bot.words.notes import mending_rows
from domain.flights.values import Endpoint, fingerprint_of
from domain.full_names import FullName
from domain.reading.leftovers import Leftover, Part
from domain.search.values import DestinationView
from domain.stay import MOST_NIGHTS
from domain.suppliers.flight_contract import MOST_TRAVELLERS, FlightOffer
from domain.trips.values import Package, PackageDraft, PackageOutcome

PACKAGES_A_PAGE = 5
MOST_QUICK_ADULTS = 4


class PackagePart(StrEnum):
    """The parts of a package that can be corrected."""

    WHERE = "where"
    WHEN = "when"
    WHO = "who"
    FROM = "from"
    WISHES = "wishes"


class PackageDraftButton(CallbackData, prefix="zd1"):
    """Correct a package; `package_id` 0 is the one being put together."""

    package_id: Id
    part: PackagePart


class PackagePlaceButton(CallbackData, prefix="zp1"):
    """Choose where to stay."""

    destination_id: Id


class PackageDayButton(DayButton, prefix="zc1"):
    """A day or month of the packages' calendar."""


class PackageAdultsButton(CallbackData, prefix="za1"):
    """Choose this many adults in one room."""

    adults: Annotated[int, Field(ge=1, le=MOST_TRAVELLERS)]


class PackageOriginButton(CallbackData, prefix="zo1"):
    """Choose where the flights begin; as in `AirportButton`."""

    key: Annotated[str, Field(max_length=LONGEST_KEY)]
    name: str = ""


class PackageView(StrEnum):
    """What to show of a package search."""

    LIST = "l"
    MORE = "m"
    FLIGHTS = "f"
    PAGE = "p"


class PackageButton(CallbackData, prefix="zk1"):
    """A package search with a flight (none: the best) and, on its page, a hotel."""

    package_id: Id
    view: PackageView = PackageView.LIST
    page: Page = 0
    hotel_id: Id = 0
    flight: Fingerprint = ""


# Flights and rooms are both sold so far ahead.
REACH = Reach(330, 1, MOST_NIGHTS, PackageDayButton)


def package_pages(count: int) -> int:
    """Return how many pages `count` packages fill; none fill one."""
    return max(1, -(-count // PACKAGES_A_PAGE))


def package_chips(draft: PackageDraft, package_id: int, t: Translator) -> list[Row]:
    """Return what is known as buttons that correct it."""

    def chip(label: str, part: PackagePart) -> InlineKeyboardButton:
        return button(label, PackageDraftButton(package_id=package_id, part=part))

    stay = draft.stay
    place = t.place(stay.destination) if stay.destination else t.gettext("Where?")
    dates = (
        t.days(stay.check_in, stay.check_out)
        if stay.check_in and stay.check_out
        else t.gettext("When?")
    )
    origin = t.place(draft.origin) if draft.origin else t.gettext("From?")
    people = words.people(stay.rooms, t) if draft.people_known else t.gettext("Who?")
    return [
        [chip(f"📍 {place}", PackagePart.WHERE), chip(f"📅 {dates}", PackagePart.WHEN)],
        [chip(f"👥 {people}", PackagePart.WHO), chip(f"🛫 {origin}", PackagePart.FROM)],
    ]


PARTS = {
    Part.PLACE: PackagePart.WHERE,
    Part.DAYS: PackagePart.WHEN,
    Part.PEOPLE: PackagePart.WHO,
    Part.WAY: PackagePart.FROM,
    Part.BUDGET: PackagePart.WISHES,
    Part.WISHES: PackagePart.WISHES,
}


def open_package_editor(part: Part) -> CallbackData:
    """Return what opens the part of the open draft that a word concerns."""
    return PackageDraftButton(package_id=0, part=PARTS[part])


def package_draft_keyboard(
    draft: PackageDraft, t: Translator, above: Sequence[Row] = ()
) -> InlineKeyboardMarkup:
    """Return the keyboard under a question: answers above, then what is known so far."""
    known = package_chips(draft, 0, t) if draft != PackageDraft() else []
    return keyboard(*above, *known, [home_button(t)])


def package_place_rows(
    places: Sequence[DestinationView], t: Translator, *, whole_names: bool
) -> list[Row]:
    """Return a button per place."""
    return in_rows(
        (
            button(
                f"📍 {(t.full_name if whole_names else t.place)(place)}",
                PackagePlaceButton(destination_id=place.destination_id),
            )
            for place in places
        ),
        1 if whole_names else 2,
    )


def named_package_places(candidates: Sequence[tuple[int, FullName]], t: Translator) -> list[Row]:
    """Return a button per candidate: its id and full name."""
    return [
        [button(f"📍 {t.full_name(name)}", PackagePlaceButton(destination_id=number))]
        for number, name in candidates
    ]


def adults_row(t: Translator) -> Row:
    """Return the most usual parties."""
    return [
        button(
            f"{'👤' if count == 1 else '👥'} {t.number(count)}", PackageAdultsButton(adults=count)
        )
        for count in range(1, MOST_QUICK_ADULTS + 1)
    ]


def origin_rows(places: Sequence[Endpoint], t: Translator) -> list[Row]:
    """Return the airports that the traveller usually flies from."""
    return [origin_row(t.place(place), place.key) for place in places]


def origin_row(name: str, key: str) -> Row:
    """Return one place to fly from: its airports' codes with commas, and its name."""
    data = PackageOriginButton(key=key, name=short_name(name.split(",", maxsplit=1)[0]))
    return [button(f"🛫 {name}" if "(" in name else f"🛫 {name} ({key.replace(',', '/')})", data)]


def packages_keyboard(
    outcome: PackageOutcome,
    shown: PackageButton,
    t: Translator,
    leftovers: Sequence[Leftover] = (),
) -> InlineKeyboardMarkup:
    """Return the packages of a page, the pages, and the ways to other flights and searches.

    Each of `leftovers` has a button to the part of the package that it concerns.
    """
    first = shown.page * PACKAGES_A_PAGE
    packages = [
        button(
            t.number(first + number),
            shown.model_copy(update={"view": PackageView.PAGE, "hotel_id": package.hotel.hotel_id}),
        )
        for number, package in enumerate(outcome.packages[first : first + PACKAGES_A_PAGE], start=1)
    ]
    flights: Row = []
    if len(outcome.flights) > 1:
        flights = [button(t.gettext("✈️ Change the flight"), _view(shown, PackageView.FLIGHTS))]
    retry: Row = []
    if not outcome.packages:
        retry = [button(t.gettext("🔄 Try again"), shown)]
    mends = mending_rows(
        leftovers,
        lambda part: PackageDraftButton(package_id=shown.package_id, part=PARTS[part]),
    )
    pages = _page_row(shown, package_pages(len(outcome.packages)), t)
    return keyboard(
        packages,
        *([] if mends else [pages]),
        *mends,
        [*(pages[-1:] if mends else ()), *flights, *retry],
        [button(t.gettext("✏️ Change search"), _view(shown, PackageView.MORE)), home_button(t)],
    )


def more_of_packages_keyboard(
    draft: PackageDraft, shown: PackageButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return the parts of a package search to correct, and the way back."""
    return keyboard(
        *package_chips(draft, shown.package_id, t),
        [button(t.gettext("⬅️ Packages"), _view(shown, PackageView.LIST)), home_button(t)],
    )


def _view(shown: PackageButton, view: PackageView) -> PackageButton:
    return shown.model_copy(update={"view": view, "page": 0})


def _page_row(shown: PackageButton, pages: int, t: Translator) -> Row:
    return turns(shown.page, pages, lambda to: shown.model_copy(update={"page": to}), t)


def package_flights_keyboard(
    offers: Sequence[FlightOffer], shown: PackageButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return the flights of a page; each leads to the packages (or the hotel's) with it."""
    first = shown.page * PACKAGES_A_PAGE
    back = PackageView.PAGE if shown.hotel_id else PackageView.LIST
    flights = [
        button(
            t.number(first + number),
            _view(shown, back).model_copy(update={"flight": fingerprint_of(offer.journey)}),
        )
        for number, offer in enumerate(offers[first : first + PACKAGES_A_PAGE], start=1)
    ]
    return keyboard(
        flights,
        _page_row(shown, package_pages(len(offers)), t),
        [button(t.gettext("⬅️ Packages"), _view(shown, PackageView.LIST)), home_button(t)],
    )


def package_keyboard(
    outcome: PackageOutcome, package: Package, shown: PackageButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return what can be done with a package: look at a part, or change it."""
    flight = fingerprint_of(package.flight.journey)
    hotel = HotelButton(search_id=outcome.view.search.search_id, hotel_id=package.hotel.hotel_id)
    flown = FlightButton(search_id=outcome.view.flights.search_id, out=flight)
    fixed = shown.model_copy(update={"flight": flight})
    tracked = TrackPackageButton(
        package_id=shown.package_id, hotel_id=package.hotel.hotel_id, flight=flight
    )
    return keyboard(
        [
            button(t.gettext("🏨 Rooms and rates"), hotel, ButtonStyle.PRIMARY),
            button(t.gettext("✈️ Book the flight"), flown, ButtonStyle.PRIMARY),
        ],
        [button(t.gettext("🔔 Track"), tracked)],
        [
            button(t.gettext("🏨 Other hotel"), _view(fixed, PackageView.LIST)),
            button(t.gettext("✈️ Other flight"), _view(fixed, PackageView.FLIGHTS)),
        ],
        [button(t.gettext("⬅️ Packages"), _view(fixed, PackageView.LIST)), home_button(t)],
    )
