"""Buttons of the search: places, parts to correct, people."""

import string
from collections.abc import Iterable, Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import (
    AreaButton,
    DraftButton,
    Go,
    Part,
    People,
    PeopleButton,
    PlaceButton,
    Size,
    Where,
)
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.locales import Translator
from bot.words import terms as words
from bot.words.wishes import short_wishes
from domain.catalog.errors import PlaceUnknown
from domain.full_names import FullName
from domain.money import Money
from domain.reading.leftovers import Part as Mended
from domain.search.filters import Filters
from domain.search.values import DestinationView, Draft
from domain.stay import OLDEST_CHILD, Room

AGES_IN_A_ROW = 6


class BudgetButton(CallbackData, prefix="db1"):
    """Spend so much at most, in the traveller's currency, on a night or on the whole stay."""

    amount: Size
    in_all: bool


AGE_LETTERS = string.digits + string.ascii_lowercase
# Rooms, adults, and the children's ages.
Counts = tuple[int, int, tuple[int, ...]]


def place_rows(places: Iterable[DestinationView], t: Translator, *, whole_names: bool) -> list[Row]:
    """Return a button per place: two a row, or one where the whole name must be read."""
    return in_rows(
        (
            button(
                f"📍 {(t.full_name if whole_names else t.place)(place)}",
                PlaceButton(destination_id=place.destination_id),
            )
            for place in places
        ),
        1 if whole_names else 2,
    )


def named_place_rows(candidates: Iterable[tuple[int, FullName]], t: Translator) -> list[Row]:
    """Return a button per candidate: its id and full name."""
    return [
        [button(f"📍 {t.full_name(name)}", PlaceButton(destination_id=number))]
        for number, name in candidates
    ]


def budget_rows(amount: Money, t: Translator) -> list[Row]:
    """Return what an amount can bound."""
    told = t.money(amount)
    meant = (
        (t.gettext("≤ {money} a night", money=told), False),
        (t.gettext("≤ {money} in total", money=told), True),
    )
    return [
        [button(label, BudgetButton(amount=amount.amount, in_all=all_)) for label, all_ in meant],
    ]


def unknown_place_rows(problem: PlaceUnknown, most: int, t: Translator) -> list[Row]:
    """Return a button per suggestion: the areas that suppliers know, then places of like names."""
    areas = problem.suggestions[: problem.areas]
    rows = [
        [button(f"📍 {t.full_name(name)}", AreaButton(kept=problem.kept, nth=nth))]
        for nth, (_city, name) in enumerate(areas)
    ]
    others = named_place_rows(problem.suggestions[problem.areas :], t)
    return [*rows, *others][:most]


def none_of_these(t: Translator) -> list[Row]:
    """Return the way out of suggestions that do not fit."""
    return [[button(t.gettext("None of these"), DraftButton(search_id=0, part=Part.WHERE))]]


def chips(draft: Draft, search_id: int, t: Translator) -> list[Row]:
    """Return what was understood as buttons that correct it."""

    def chip(label: str, part: Part) -> InlineKeyboardButton:
        return button(label, DraftButton(search_id=search_id, part=part))

    place = t.place(draft.destination) if draft.destination else t.gettext("Where?")
    dates = (
        t.days(draft.check_in, draft.check_out)
        if draft.check_in and draft.check_out
        else t.gettext("When?")
    )
    rows: list[Row] = [
        [chip(f"📍 {place}", Part.WHERE), chip(f"📅 {dates}", Part.WHEN)],
        [
            chip(f"👥 {words.people(draft.rooms, t)}", Part.WHO),
            chip(f"💰 {budget_words(draft, t)}", Part.BUDGET),
        ],
    ]
    # Of a search that was begun, the results have the filters' own screen.
    if search_id == 0:
        rows.append([chip(f"⚙️ {filters_words(draft.filters, t)}", Part.FILTERS)])
    return rows


def budget_words(draft: Draft, t: Translator) -> str:
    """Return the most that a night, or the stay, may cost."""
    if draft.most_in_all is not None:
        return t.gettext("≤ {money} in total", money=t.money(draft.most_in_all))
    if draft.most_a_night is not None:
        return t.gettext("≤ {money} a night", money=t.money(draft.most_a_night))
    return t.gettext("Any price")


def filters_words(filters: Filters, t: Translator) -> str:
    """Return how many filters there are and what they ask for."""
    wishes = short_wishes(filters, t)
    if not wishes:
        return t.gettext("Filters")
    return t.gettext(
        "Filters {count}: {wishes}", count=t.number(len(wishes)), wishes=", ".join(wishes)
    )


def draft_keyboard(draft: Draft, t: Translator, above: Sequence[Row] = ()) -> InlineKeyboardMarkup:
    """Return the keyboard under a question: answers above, then what is known so far."""
    run: list[Row] = []
    if not draft.missing:
        run = [[button(t.gettext("🔍 Search"), _run(), ButtonStyle.PRIMARY)]]
    if draft == Draft():
        return keyboard(*above, *run, [home_button(t)])
    known = [chip for row in chips(draft, 0, t) for chip in row]
    return keyboard(*above, *run, *in_rows([*known, home_button(t)], 3))


PARTS = {
    Mended.PLACE: Part.WHERE,
    Mended.DAYS: Part.WHEN,
    Mended.PEOPLE: Part.WHO,
    Mended.BUDGET: Part.BUDGET,
    Mended.WISHES: Part.FILTERS,
}


def open_editor(part: Mended) -> CallbackData:
    """Return what opens the part of the open draft that a word concerns."""
    return editor_of(0, part)


def editor_of(search_id: int, part: Mended) -> CallbackData:
    """Return what opens a part of a search; parts about flights lead to the flights."""
    if part is Mended.WAY:
        return Go(to=Where.FLIGHTS)
    return DraftButton(search_id=search_id, part=PARTS[part])


def back_button(part: Part, t: Translator) -> InlineKeyboardButton:
    """Return the way back from a question."""
    return button(t.gettext("⬅️ Back"), DraftButton(search_id=0, part=part))


def _run() -> DraftButton:
    return DraftButton(search_id=0, part=Part.RUN)


def people_keyboard(
    rooms: int, adults: int, ages: tuple[int, ...], t: Translator
) -> InlineKeyboardMarkup:
    """Return the steppers for rooms, adults and children, with a message at their limits."""

    def press(label: str, step: People, wanted: Counts) -> InlineKeyboardButton:
        return button(label, people_button(step, wanted))

    fewer_rooms = (max(rooms - 1, 1), adults, ages)
    more_rooms = (rooms + 1, max(adults, rooms + 1), ages)
    fewer_adults = (min(rooms, max(adults - 1, 1)), adults - 1, ages)
    more_adults = (rooms, adults + 1, ages)
    same = (rooms, adults, ages)
    children = t.ngettext("{count} child", "{count} children", len(ages))
    return keyboard(
        [
            press("−", People.SHOW, fewer_rooms),
            press(t.ngettext("{count} room", "{count} rooms", rooms), People.SHOW, same),
            press("+", People.SHOW, more_rooms),
        ],
        [
            press("−", People.SHOW, fewer_adults),
            press(t.ngettext("{count} adult", "{count} adults", adults), People.SHOW, same),
            press("+", People.SHOW, more_adults),
        ],
        [
            press("−", People.SHOW, (rooms, adults, ages[:-1])),
            press(children, People.SHOW, same),
            press("+", People.AGE, same),
        ],
        [
            back_button(Part.BEFORE_WHO, t),
            press(t.gettext("✅ Done"), People.DONE, same),
            home_button(t),
        ],
    )  # fmt: skip


def ages_keyboard(
    rooms: int, adults: int, ages: tuple[int, ...], t: Translator, waiting: int = 1
) -> InlineKeyboardMarkup:
    """Return the ages that the next of `waiting` children may have."""

    def data(young: tuple[int, ...]) -> PeopleButton:
        left = waiting - 1 if young != ages else 0
        step = People.AGE if left > 0 else People.SHOW
        return people_button(step, (rooms, adults, young), left)

    choices = (
        button("<1" if age == 0 else t.number(age), data((*ages, age)))
        for age in range(OLDEST_CHILD + 1)
    )
    return keyboard(*in_rows(choices, AGES_IN_A_ROW), [button(t.gettext("⬅️ Back"), data(ages))])


def people_button(step: People, people: Counts, waiting: int = 0) -> PeopleButton:
    """Return the data of a press."""
    rooms, adults, ages = people
    letters = "".join(AGE_LETTERS[age] for age in ages) or "-"
    return PeopleButton(step=step, rooms=rooms, adults=adults, ages=letters, waiting=waiting)


def read_people_button(data: PeopleButton) -> Counts:
    """Return rooms, adults and ages of a press."""
    ages = () if data.ages == "-" else tuple(map(AGE_LETTERS.index, data.ages))
    return data.rooms, data.adults, ages


def people_counts(rooms: tuple[Room, ...]) -> Counts:
    """Return rooms, adults and ages of a draft."""
    return (
        len(rooms),
        sum(room.adults for room in rooms),
        tuple(age for room in rooms for age in room.child_ages),
    )
