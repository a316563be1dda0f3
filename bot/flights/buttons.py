"""Buttons of the flights' questions: airports, days, travellers and cabin."""

from collections.abc import Iterable, Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.calendar import Reach
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.flights.callbacks import (
    AirportButton,
    End,
    FlightDayButton,
    FlightDraftButton,
    FlightPart,
    Flyers,
    FlyersButton,
    short_name,
)
from bot.locales import Translator
from bot.words.flights import cabin_name, party_words
from domain.flights.values import FARTHEST_DAYS, Airport, Endpoint, FlightDraft, NearAirport
from domain.full_names import FullName
from domain.reading.leftovers import Part
from domain.stay import OLDEST_CHILD
from domain.suppliers.flight_contract import MOST_TRAVELLERS, Cabin, Party

# A return on the same day is a day trip; one a season later is still sold together.
REACH = Reach(FARTHEST_DAYS, 0, 180, FlightDayButton)
AGES_IN_A_ROW = 6


def endpoint_button(
    end: End, place: Endpoint, t: Translator, label: str | None = None
) -> InlineKeyboardButton:
    """Return a button that chooses all airports of a place."""
    data = AirportButton(end=end, key=place.key, name=short_name(place.name))
    return button(label or f"📍 {t.place(place)} ({'/'.join(place.codes)})", data)


def airport_button(end: End, airport: Airport, km: str | None = None) -> InlineKeyboardButton:
    """Return a button that chooses one airport, with its distance where it is near."""
    data = AirportButton(end=end, key=airport.code, name=short_name(airport.city))
    label = f"{airport.code} · {airport.name}"
    return button(f"{km} · {label}" if km else label, data)


def airport_rows(end: End, place: Endpoint, t: Translator) -> list[Row]:
    """Return a city's airports: all of them together first, then each."""
    every = t.gettext("{city}, all airports", city=t.place(place))
    return [
        [endpoint_button(end, place, t, f"📍 {every}")],
        *([airport_button(end, airport)] for airport in place.airports),
    ]


def near_rows(end: End, near: Iterable[NearAirport], t: Translator) -> list[Row]:
    """Return the airports near a point, the nearest first."""
    return [
        [airport_button(end, one.airport, t.gettext("{km} km", km=t.number(round(one.km))))]
        for one in near
    ]


def candidate_rows(
    end: End, candidates: Iterable[tuple[str, FullName]], t: Translator
) -> list[Row]:
    """Return what an ambiguous name may mean: keys and full names."""
    return [
        [
            button(
                f"📍 {t.full_name(name)}",
                AirportButton(end=end, key=key, name=short_name(name.name)),
            )
        ]
        for key, name in candidates
    ]


def flight_chips(draft: FlightDraft, search_id: int, t: Translator) -> list[Row]:
    """Return what is known as buttons that correct it."""

    def chip(label: str, part: FlightPart) -> InlineKeyboardButton:
        return button(label, FlightDraftButton(search_id=search_id, part=part))

    origin = t.place(draft.origin) if draft.origin else t.gettext("From?")
    destination = t.place(draft.destination) if draft.destination else t.gettext("Where to?")
    return [
        [chip(f"🛫 {origin}", FlightPart.FROM), chip(f"🛬 {destination}", FlightPart.TO)],
        [
            chip(f"📅 {_dates(draft, t)}", FlightPart.WHEN),
            chip(f"👥 {party_words(draft.party, t)} · {cabin_name(draft.cabin, t)}",
                 FlightPart.WHO),
        ],
    ]  # fmt: skip


def _dates(draft: FlightDraft, t: Translator) -> str:
    if draft.outbound is None:
        return t.gettext("When?")
    if draft.is_one_way:
        return f"{t.short_day(draft.outbound)} · {t.gettext('one way')}"
    if draft.inbound is None:
        return t.short_day(draft.outbound)
    return t.days(draft.outbound, draft.inbound)


def flight_keyboard(
    draft: FlightDraft, t: Translator, above: Sequence[Row] = ()
) -> InlineKeyboardMarkup:
    """Return the keyboard under a question: answers above, then what is known so far."""
    run: list[Row] = []
    if not draft.gaps:
        data = FlightDraftButton(search_id=0, part=FlightPart.RUN)
        run = [[button(t.gettext("🔍 Search flights"), data, ButtonStyle.PRIMARY)]]
    known = flight_chips(draft, 0, t) if draft != FlightDraft() else []
    return keyboard(*above, *run, *known, [home_button(t)])


PARTS = {
    Part.PLACE: FlightPart.TO,
    Part.DAYS: FlightPart.WHEN,
    Part.PEOPLE: FlightPart.WHO,
    Part.WAY: FlightPart.WHO,
    Part.BUDGET: FlightPart.WHEN,
    Part.WISHES: FlightPart.WHO,
}


def open_flight_editor(part: Part) -> CallbackData:
    """Return what opens the part of the open draft that a word concerns."""
    return flight_editor(0, part)


def flight_editor(search_id: int, part: Part) -> CallbackData:
    """Return what opens the part of a flight search that a word concerns.

    What a flight costs hangs above all on its day; the cabin is chosen with who flies.
    """
    return FlightDraftButton(search_id=search_id, part=PARTS[part])


def one_way_row(t: Translator) -> Row:
    """Return the answer that there is no way back."""
    data = FlightDraftButton(search_id=0, part=FlightPart.ONE_WAY)
    return [button(t.gettext("➡️ One way"), data)]


def flyers_keyboard(
    adults: int, ages: tuple[int, ...], cabin: Cabin, t: Translator
) -> InlineKeyboardMarkup:
    """Return the steppers for adults and children, and the cabins."""

    def press(
        label: str, step: Flyers, grown: int, young: tuple[int, ...], seat: Cabin
    ) -> InlineKeyboardButton:
        data = FlyersButton(step=step, adults=grown, ages=_ages(young), cabin=seat)
        return button(label, data)

    is_full = adults + len(ages) >= MOST_TRAVELLERS
    more = adults if is_full else adults + 1
    grown = t.ngettext("{count} adult", "{count} adults", adults)
    young = t.ngettext("{count} child", "{count} children", len(ages))
    seats = (
        press(f"{'✓ ' if one is cabin else ''}{cabin_name(one, t)}", Flyers.SHOW, adults, ages, one)
        for one in Cabin
    )
    return keyboard(
        [
            press("−", Flyers.SHOW, max(adults - 1, 1), ages, cabin),
            press(grown, Flyers.SHOW, adults, ages, cabin),
            press("+", Flyers.SHOW, more, ages, cabin),
        ],
        [
            press("−", Flyers.SHOW, adults, ages[:-1], cabin),
            press(young, Flyers.SHOW, adults, ages, cabin),
            press("·", Flyers.SHOW, adults, ages, cabin) if is_full
            else press("+", Flyers.AGE, adults, ages, cabin),
        ],
        *in_rows(seats, 2),
        [press(t.gettext("✅ Done"), Flyers.DONE, adults, ages, cabin)],
        [home_button(t)],
    )  # fmt: skip


def flyer_ages_keyboard(
    adults: int, ages: tuple[int, ...], cabin: Cabin, t: Translator
) -> InlineKeyboardMarkup:
    """Return the ages that the next child may have."""

    def data(young: tuple[int, ...]) -> FlyersButton:
        return FlyersButton(step=Flyers.SHOW, adults=adults, ages=_ages(young), cabin=cabin)

    choices = (
        button("<1" if age == 0 else t.number(age), data((*ages, age)))
        for age in range(OLDEST_CHILD + 1)
    )
    return keyboard(*in_rows(choices, AGES_IN_A_ROW), [button(t.gettext("⬅️ Back"), data(ages))])


def _ages(ages: tuple[int, ...]) -> str:
    return ".".join(map(str, ages)) or "-"


def read_flyers_button(data: FlyersButton) -> Party:
    """Return the passengers after a press. Raises a `FlightRefused` for what nobody sells."""
    ages = () if data.ages == "-" else tuple(int(age) for age in data.ages.split("."))
    return Party(data.adults, ages)
