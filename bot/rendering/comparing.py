"""Hotels beside each other, as a table in letters of one width.

A column of figures per hotel, the row's name behind them: names of any script may then be of any
width without moving a column. The whole fits the narrow phones, on which 36 letters stand in a row.
"""

from collections.abc import Callable, Sequence

from babel.numbers import format_compact_decimal
from markupsafe import Markup

from bot.keyboards.buttons import shorten
from bot.keyboards.comparing import LETTERS, CompareButton, comparison_keyboard
from bot.locales import Translator
from bot.rendering import words
from bot.rendering.results import price_line
from bot.rendering.wishes import amenity_name
from bot.screen import Screen
from domain.money import Money
from domain.search.comparing import Aspect, Compared, Comparison
from domain.search.filters import Amenity

LONGEST_NAME = 34
# Beyond this a column takes amounts like 1.2M.
WIDEST_FIGURE = 7
BEST = "•"
ANSWERS = {True: "✓", False: "–", None: "?"}
Row = tuple[Sequence[str], Aspect, str]


def render_comparison(table: Comparison, at: CompareButton, t: Translator) -> Screen:
    """Return the table, what each column is, and the amenities in common and apart."""
    search = table.search
    text = words.lines(
        t.markup("⚖️ <b>{place}</b> · {stay}",
                 place=search.destination.name, stay=words.stay_line(search.stay, t)),
        "",
        *(_hotel_line(letter, one, t)
          for letter, one in zip(LETTERS, table.hotels, strict=False)),
        "",
        Markup("<pre>{}</pre>").format(_table(table, t)),
        t.markup("{mark} best · ✓ yes · – no · ? not told. Prices in {currency}.",
                 mark=BEST, currency=search.currency),
        "",
        *_amenities(table, t),
    )  # fmt: skip
    return Screen(text, comparison_keyboard(table, at, t))


def _hotel_line(letter: str, one: Compared, t: Translator) -> Markup:
    quote = one.hotel.best.quote if one.hotel.best else None
    terms = quote and words.dotted(words.board(quote, t), words.cancellation(quote, t))
    line = Markup("<b>{letter}. {name}</b>\n{price}").format(
        letter=letter,
        name=shorten(one.hotel.name, LONGEST_NAME),
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
    letters = "".join(f"{letter} ".rjust(width) for letter in LETTERS[: len(table.hotels)])
    lines = ["".join(cell.rjust(width) for cell in cells) + name for cells, name in marked]
    return "\n".join([letters.rstrip(), *lines])


def _rows(table: Comparison, t: Translator) -> list[Row]:
    nights = table.search.stay.nights

    def each(cell: Callable[[Compared], str]) -> list[str]:
        return [cell(one) for one in table.hotels]

    def number(value: float | None) -> str:
        return "?" if value is None else t.number(round(value, 1))

    def total(one: Compared) -> Money | None:
        quoted = one.hotel.best.quote.total if one.hotel.best else None
        return quoted if quoted and quoted.currency == table.search.currency else None

    totals = [total(one) for one in table.hotels]
    night = [amount and amount.share(nights) for amount in totals]
    return [
        (_figures(totals, t), Aspect.PRICE, t.gettext("in all")),
        *([(_figures(night, t), Aspect.PRICE, t.gettext("a night"))] if nights > 1 else []),
        (each(lambda one: number(one.hotel.stars)), Aspect.STARS, t.gettext("stars")),
        (each(lambda one: number(one.hotel.rating)), Aspect.RATING, t.gettext("rating")),
        (each(lambda one: number(one.metres and one.metres / 1000)), Aspect.DISTANCE,
         t.gettext("km off")),
        (each(lambda one: ANSWERS[one.breakfast]), Aspect.BREAKFAST, t.gettext("breakf.")),
        (each(lambda one: ANSWERS[one.refundable]), Aspect.REFUNDABLE, t.gettext("refund")),
    ]  # fmt: skip


def _figures(amounts: Sequence[Money | None], t: Translator) -> list[str]:
    """Return amounts without their currency, all short where one would be too wide."""
    whole = ["?" if one is None else t.number(round(one.amount)) for one in amounts]
    if max(map(len, whole)) <= WIDEST_FIGURE:
        return whole
    return [
        "?" if one is None
        else format_compact_decimal(one.amount, locale=t.locale, fraction_digits=2)
        for one in amounts
    ]  # fmt: skip


def _amenities(table: Comparison, t: Translator) -> list[Markup]:
    """Say which amenities all have, and which of the others each has."""
    lines = []
    if table.common:
        lines.append(t.markup("✨ All have: {amenities}", amenities=_names(table.common, t)))
    for letter, one in zip(LETTERS, table.hotels, strict=False):
        own = one.amenities - table.common
        if own:
            lines.append(
                t.markup("{letter} also: {amenities}", letter=letter, amenities=_names(own, t))
            )
    return lines


def _names(amenities: frozenset[Amenity], t: Translator) -> str:
    return ", ".join(amenity_name(one, t) for one in Amenity if one in amenities)
