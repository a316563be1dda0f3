"""Hotels side by side, as a table in a monospaced font.

Words on the left, a column of figures per hotel. Words of a script whose letters are not all of one
width (Devanagari's signs take none) stand above their figures, on their own line, as they do where
both would not fit the narrow phones, on which 34 letters stand in a row.
"""

from collections.abc import Callable, Collection, Sequence
from unicodedata import category

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.results.comparison.buttons import LETTERS, CompareButton, comparison_keyboard
from bot.results.screens import price_line
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.places import located
from bot.words.wishes import amenity_name
from domain.catalog.amenities import Amenity
from domain.money import Money
from domain.search.comparison import Aspect, Compared, Comparison

# Names are whole; beyond this one is a mistake of a supplier's.
LONGEST_NAME = 120
# This many letters of one width stand in a row of a narrow phone.
LINE = 34
# The widest figures, by the number of hotels in a row; wider amounts are given in thousands.
WIDEST_FIGURE = {2: 10, 3: 7, 4: 5}
UNITS = (1, 1_000, 1_000_000)
BEST = "•"
ANSWERS = {True: "✓", False: "–", None: "?"}
Row = tuple[Sequence[str], Aspect, str]


def render_comparison(
    table: Comparison, at: CompareButton, t: Translator, tracked: Collection[int] = ()
) -> Screen:
    """Return the table, what each column is, and the amenities in common and apart.

    `tracked` are the ids of hotels that the traveller tracks for these days.
    """
    search = table.search
    text = words.lines(
        t.markup("⚖️ <b>{place}</b> · {stay}",
                 place=located(search.destination, t), stay=words.stay_line(search.stay, t)),
        "",
        *(_hotel_line(letter, one, t, is_tracked=one.hotel.hotel_id in tracked)
          for letter, one in zip(LETTERS, table.hotels, strict=False)),
        "",
        Markup("<pre>{}</pre>").format(_table(table, t)),
        t.markup("{mark} best · ✓ yes · – no · ? not known · prices in {unit}",
                 mark=BEST, unit=_unit_name(table, t)),
        _origin_line(table, t),
        "",
        *_amenities(table, t),
    )  # fmt: skip
    return Screen(text, comparison_keyboard(table, at, t))


def _origin_line(table: Comparison, t: Translator) -> Markup | None:
    """Return what distances are from, None where none is known."""
    if all(one.metres is None for one in table.hotels):
        return None
    near = table.search.near
    if near is None:
        return t.markup("Distances are from the centre of {place}.",
                        place=t.place(table.search.destination))  # fmt: skip
    return t.markup("Distances are from {place}.", place=near.name)


def _hotel_line(letter: str, one: Compared, t: Translator, *, is_tracked: bool) -> Markup:
    quote = one.hotel.best.quote if one.hotel.best else None
    terms = quote and words.dotted(words.board(quote, t), words.cancellation(quote, t))
    line = Markup("<b>{letter}. {name}</b>{bell}\n{price}").format(
        letter=letter,
        name=shorten(one.hotel.name, LONGEST_NAME),
        bell=" 🔔" if is_tracked else "",
        price=price_line(one.hotel.best, t),
    )
    return line + Markup(" · {}").format(terms) if terms else line


def _table(table: Comparison, t: Translator) -> str:
    """Return the rows that say something of at least one hotel."""
    rows = [row for row in _rows(table, t) if any(cell not in {"", "?"} for cell in row[0])]
    marked = [
        (
            [f"{cell}{BEST if n in table.best[aspect] else ' '}" for n, cell in enumerate(cells)],
            name,
        )
        for cells, aspect, name in rows
    ]
    width = max(len(cell) for cells, _name in marked for cell in cells) + 1
    names = [name for _cells, name in marked]
    longest = max(len(name) for name in names)
    letters = "".join(f"{letter} ".rjust(width) for letter in LETTERS[: len(table.hotels)])
    columns = ["".join(cell.rjust(width) for cell in cells) for cells, _name in marked]
    if longest + width * len(table.hotels) <= LINE and all(map(_is_even, names)):
        beside = zip(["", *names], [letters, *columns], strict=True)
        return "\n".join(f"{name.ljust(longest)}{line}".rstrip() for name, line in beside)
    stacked = (f"{name}\n{line.rstrip()}" for name, line in zip(names, columns, strict=True))
    return "\n".join([letters.rstrip(), *stacked])


def _is_even(text: str) -> bool:
    """Return whether every letter of a text takes one place in letters of one width."""
    return all(category(one) not in {"Mn", "Mc", "Me"} for one in text)


def _rows(table: Comparison, t: Translator) -> list[Row]:
    nights = table.search.stay.nights

    def each(cell: Callable[[Compared], str]) -> list[str]:
        return [cell(one) for one in table.hotels]

    def number(value: float | None) -> str:
        return "?" if value is None else t.number(round(value, 1))

    totals = [_total(one, table) for one in table.hotels]
    unit = _unit(table, t)
    signs = ["≈" if _is_converted(one, table) else "" for one in table.hotels]
    whole = [f"{sign}{_figure(total, unit, t)}" for sign, total in zip(signs, totals, strict=True)]
    a_night = [
        f"{sign}{_figure(total and total.share(nights), unit, t)}"
        for sign, total in zip(signs, totals, strict=True)
    ]
    return [
        (whole, Aspect.PRICE, t.gettext("total")),
        *([(a_night, Aspect.PRICE, t.gettext("night"))] if nights > 1 else []),
        (each(lambda one: number(one.hotel.stars)), Aspect.STARS, t.gettext("stars")),
        (each(lambda one: number(one.hotel.rating)), Aspect.RATING, t.gettext("rating")),
        (each(lambda one: number(one.metres and one.metres / 1000)), Aspect.DISTANCE,
         t.gettext("km")),
        (each(lambda one: ANSWERS[one.breakfast]), Aspect.BREAKFAST, t.gettext("breakfast")),
        (each(lambda one: ANSWERS[one.refundable]), Aspect.REFUNDABLE, t.gettext("refund")),
    ]  # fmt: skip


def _unit_name(table: Comparison, t: Translator) -> str:
    unit, currency = _unit(table, t), table.search.currency
    return currency if unit == 1 else f"{t.number(unit)} {currency}"


def _unit(table: Comparison, t: Translator) -> int:
    """Return the unit of amounts in which the widest fits its column: 1, 1,000 or more."""
    widest = WIDEST_FIGURE[len(table.hotels)]
    totals = [total for one in table.hotels if (total := _total(one, table)) is not None]
    for unit in UNITS:
        if all(len(_figure(total, unit, t)) <= widest for total in totals):
            return unit
    return UNITS[-1]


def _total(one: Compared, table: Comparison) -> Money | None:
    """Return a stay's total, converted to the search's currency; None if unknown."""
    total = one.hotel.best.quote.total if one.hotel.best else None
    return total and table.rates.convert(total, table.search.currency)


def _is_converted(one: Compared, table: Comparison) -> bool:
    total = _total(one, table)
    best = one.hotel.best
    return total is not None and best is not None and best.quote.total.currency != total.currency


def _figure(amount: Money | None, unit: int, t: Translator) -> str:
    if amount is None:
        return "?"
    return t.number(round(amount.amount / unit, 0 if unit == 1 else 1))


def _amenities(table: Comparison, t: Translator) -> list[Markup]:
    """Say which amenities all have, and which of the others each has."""
    lines = []
    if table.common:
        lines.append(t.markup("✨ All have: {amenities}", amenities=_names(table.common, t)))
    for letter, one in zip(LETTERS, table.hotels, strict=False):
        own = one.amenities - table.common
        if own:
            lines.append(
                t.markup("Also in {letter}: {amenities}", letter=letter, amenities=_names(own, t))
            )
    return lines


def _names(amenities: frozenset[Amenity], t: Translator) -> str:
    return ", ".join(amenity_name(one, t) for one in Amenity if one in amenities)
