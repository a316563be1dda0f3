"""Buttons of the filters: what each turns on or off, and how many hotels that would leave."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.buttons.callbacks import Id, ResultsButton, Size
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.locales import Translator
from bot.words import wishes as names
from domain.money import Money
from domain.search.facets import Facet, Option, active, options
from domain.search.ranking import Sorting
from domain.search.refinement import End
from domain.search.selection import wishes_of
from domain.search.values import SearchOutcome, SearchView

MOST_RELAXATIONS = 2
# This many buttons of a few letters stand in a row.
ABREAST = 4


class Section(StrEnum):
    """The filters' screens."""

    MAIN = "m"
    AMENITIES = "a"
    AREAS = "r"
    TYPES = "t"
    PRICE = "p"
    PRICE_OF_STAY = "s"


class FiltersButton(CallbackData, prefix="fs1"):
    """Lead to a screen of filters; `sorting` leads back to the results as they stood."""

    search_id: Id
    section: Section = Section.MAIN
    sorting: Sorting = Sorting.PRICE


class FilterButton(CallbackData, prefix="ft1"):
    """Turn one filter on or off; with `leaves` the results are shown next, else its section."""

    search_id: Id
    facet: Facet
    on: bool
    code: Annotated[str, Field(max_length=10)] = ""
    leaves: bool = False
    sorting: Sorting = Sorting.PRICE


class PriceButton(CallbackData, prefix="fp1"):
    """Set one end of the prices, in the search's currency; 0 opens it."""

    search_id: Id
    end: End
    amount: Size
    whole_stay: bool = False
    sorting: Sorting = Sorting.PRICE


class ClearButton(CallbackData, prefix="fc1"):
    """Turn every filter off and show the results."""

    search_id: Id
    sorting: Sorting = Sorting.PRICE


SECTION_OF = {
    Facet.AMENITY: Section.AMENITIES,
    Facet.AREA: Section.AREAS,
    Facet.TYPE: Section.TYPES,
    Facet.LEAST: Section.PRICE,
    Facet.MOST: Section.PRICE,
}
FACET_OF = {
    Section.AMENITIES: Facet.AMENITY,
    Section.AREAS: Facet.AREA,
    Section.TYPES: Facet.TYPE,
}


def filters_label(outcome: SearchOutcome, t: Translator) -> str:
    """Return the name of the filters with how many are on."""
    count = len(active(wishes_of(outcome.search, outcome.rates)))
    label = t.gettext("⚙️ Filters")
    return f"{label} · {t.number(count)}" if count else label


def filters_keyboard(
    outcome: SearchOutcome, sorting: Sorting, t: Translator
) -> InlineKeyboardMarkup:
    """Return the filters that are used most, and the ways to the others."""
    search, wishes = outcome.search, wishes_of(outcome.search, outcome.rates)

    def row(facet: Facet) -> list[InlineKeyboardButton]:
        return _options(outcome, facet, sorting, t)

    def way(label: str, section: Section, facets: set[Facet]) -> InlineKeyboardButton:
        on = sum(facet in facets for facet, _value in active(wishes))
        data = FiltersButton(search_id=search.search_id, section=section, sorting=sorting)
        return button(f"{label} · {t.number(on)}" if on else f"{label} ›", data)

    stars = row(Facet.STARS)
    return keyboard(
        [*row(Facet.REFUNDABLE), *row(Facet.BREAKFAST)],
        *in_rows(stars, ABREAST if len(stars) <= ABREAST else ABREAST - 1),
        row(Facet.RATING),
        [
            way(t.gettext("💰 Price"), Section.PRICE, {Facet.LEAST, Facet.MOST}),
            way(t.gettext("✨ Amenities"), Section.AMENITIES, {Facet.AMENITY}),
        ],
        [
            way(t.gettext("🗺 Area"), Section.AREAS, {Facet.AREA}),
            way(t.gettext("🏨 Type"), Section.TYPES, {Facet.TYPE}),
        ],
        *_last_rows(outcome, sorting, t),
    )


def section_keyboard(
    outcome: SearchOutcome, section: Section, sorting: Sorting, t: Translator
) -> InlineKeyboardMarkup:
    """Return the values of one facet."""
    pressed = _options(outcome, FACET_OF[section], sorting, t)
    back = _back(outcome.search.search_id, sorting, t)
    return keyboard(*in_rows(pressed, 2), [back, home_button(t)])


def doubt_keyboard(
    outcome: SearchOutcome, end: End, meant: Sequence[Money], sorting: Sorting, t: Translator,
    *, whole_stay: bool,
) -> InlineKeyboardMarkup:  # fmt: skip
    """Return the amounts that an end of the prices can have been meant as.

    A button speaks the search's currency: one in another says what it is worth there.
    """
    search = outcome.search
    choices = (
        button(
            t.money(one),
            PriceButton(
                search_id=search.search_id, end=end, amount=there.amount, whole_stay=whole_stay,
                sorting=sorting,
            ),
        )
        for one in meant
        if (there := outcome.rates.convert(one, search.currency)) is not None
    )  # fmt: skip
    return keyboard(*in_rows(choices, 2), [home_button(t)])


def price_keyboard(
    outcome: SearchOutcome,
    cuts: Mapping[End, Sequence[tuple[Money, int]]],
    sorting: Sorting,
    t: Translator,
    *,
    whole_stay: bool,
) -> InlineKeyboardMarkup:
    """Return amounts for either end, and whether they are for a night or for the stay."""
    search_id = outcome.search.search_id

    def press(end: End, amount: Money, count: int) -> InlineKeyboardButton:
        sign = "≤" if end is End.MOST else "≥"
        data = PriceButton(
            search_id=search_id, end=end, amount=amount.amount, whole_stay=whole_stay,
            sorting=sorting,
        )  # fmt: skip
        return button(f"{sign} {t.money(amount)} · {t.number(count)}", data)

    def basis(label: str, section: Section) -> InlineKeyboardButton:
        is_shown = whole_stay == (section is Section.PRICE_OF_STAY)
        data = FiltersButton(search_id=search_id, section=section, sorting=sorting)
        return button(f"✓ {label}" if is_shown else label, data)

    on = {facet for facet, _value in active(wishes_of(outcome.search, outcome.rates))}
    return keyboard(
        [
            basis(t.gettext("A night"), Section.PRICE),
            basis(t.gettext("Whole stay"), Section.PRICE_OF_STAY),
        ],
        *(row for end in (End.MOST, End.LEAST)
          for row in in_rows((press(end, *cut) for cut in cuts[end]), 2)),
        [
            button(f"✖️ {names.value_name(facet, None, outcome.search, t)}",
                   FilterButton(search_id=search_id, facet=facet, on=False, sorting=sorting))
            for facet in (Facet.LEAST, Facet.MOST) if facet in on
        ],
        [_back(search_id, sorting, t), home_button(t)],
    )  # fmt: skip


def nothing_fits_rows(
    outcome: SearchOutcome, relaxed: Iterable[Option], sorting: Sorting, t: Translator
) -> list[Row]:
    """Return the wishes to drop so that hotels fit, and the way out of all of them."""
    search = outcome.search
    rows: list[Row] = [
        [
            button(
                t.gettext(
                    "Without {wish}: {count}",
                    wish=names.value_name(one.facet, one.value, search, t),
                    count=t.number(one.count),
                ),
                FilterButton(
                    search_id=search.search_id, facet=one.facet, on=False, code=one.code,
                    leaves=True, sorting=sorting,
                ),
            )
        ]
        for one in list(relaxed)[:MOST_RELAXATIONS]
    ]  # fmt: skip
    filters = FiltersButton(search_id=search.search_id, sorting=sorting)
    return [
        *rows,
        [clear_button(outcome, sorting, t), button(filters_label(outcome, t), filters)],
    ]


def clear_button(outcome: SearchOutcome, sorting: Sorting, t: Translator) -> InlineKeyboardButton:
    """Return the one tap to all hotels."""
    data = ClearButton(search_id=outcome.search.search_id, sorting=sorting)
    return button(t.gettext("🧹 Show all {count}", count=t.number(len(outcome.found))), data)


def _options(
    outcome: SearchOutcome, facet: Facet, sorting: Sorting, t: Translator
) -> list[InlineKeyboardButton]:
    """Return a side's filters; one that would leave nothing is not offered."""
    search = outcome.search
    return [
        _option(search, option, sorting, t)
        for option in options(outcome.found, wishes_of(search, outcome.rates), facet)
        if option.count or option.is_on
    ]


def _option(
    search: SearchView, option: Option, sorting: Sorting, t: Translator
) -> InlineKeyboardButton:
    name = names.short_name(option.facet, option.value, search, t)
    data = FilterButton(
        search_id=search.search_id, facet=option.facet, on=not option.is_on, code=option.code,
        sorting=sorting,
    )  # fmt: skip
    return button(f"✓ {name}" if option.is_on else f"{name} · {t.number(option.count)}", data)


def _last_rows(outcome: SearchOutcome, sorting: Sorting, t: Translator) -> list[Row]:
    count = t.ngettext("{count} hotel", "{count} hotels", len(outcome.hotels))
    results = button(
        f"⬅️ {count}", ResultsButton(search_id=outcome.search.search_id, sorting=sorting)
    )
    if outcome.hidden:
        return [[results, clear_button(outcome, sorting, t)], [home_button(t)]]
    return [[results, home_button(t)]]


def _back(search_id: int, sorting: Sorting, t: Translator) -> InlineKeyboardButton:
    data = FiltersButton(search_id=search_id, sorting=sorting)
    return button(t.gettext("⬅️ Filters"), data)
