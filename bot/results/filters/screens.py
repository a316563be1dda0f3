"""The filters' screens: what is asked for, and what each wish would leave."""

from decimal import Decimal

from markupsafe import Markup

from bot.locales import Translator
from bot.results.filters.buttons import (
    Section,
    doubt_keyboard,
    filters_keyboard,
    price_keyboard,
    section_keyboard,
)
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.amounts import doubt_line, example_of
from bot.words.wishes import untold_line, wishes_line
from domain.money import Money
from domain.reading.doubtful_amounts import is_doubtful, likelier
from domain.reading.price_range import PriceRange
from domain.search.ranking import Sorting
from domain.search.refinement import End, price_cuts
from domain.search.selection import wishes_of
from domain.search.values import SearchOutcome


def render_filters(
    outcome: SearchOutcome,
    section: Section,
    sorting: Sorting,
    t: Translator,
    problem: str | None = None,
) -> Screen:
    """Return a screen of filters, with `problem` above a question that is asked again."""
    if section in {Section.PRICE, Section.PRICE_OF_STAY}:
        whole_stay = section is Section.PRICE_OF_STAY
        return _render_price(outcome, sorting, t, problem, whole_stay=whole_stay)
    titles = {
        Section.MAIN: t.markup("⚙️ <b>Filters</b>"),
        Section.AMENITIES: t.markup("✨ <b>Amenities</b>: hotels with everything you choose"),
        Section.AREAS: t.markup("🗺 <b>Area</b>: hotels in any area you choose"),
        Section.TYPES: t.markup("🏨 <b>Type</b>: hotels of any type you choose"),
    }
    text = words.lines(
        titles[section],
        *_so_far(outcome, t),
        t.markup("The number next to a filter shows how many hotels it leaves."),
    )
    keyboard = (
        filters_keyboard(outcome, sorting, t)
        if section is Section.MAIN
        else section_keyboard(outcome, section, sorting, t)
    )
    return Screen(text, keyboard, keeps_photo=True)


def _so_far(outcome: SearchOutcome, t: Translator) -> list[Markup]:
    """Say what is asked for, how many hotels fit and why others do not."""
    wished = wishes_line(outcome.search, t)
    lines = [
        t.markup(
            "{place} · {stay}",
            place=t.place(outcome.search.destination),
            stay=words.stay_line(outcome.search.stay, t),
        ),
        t.markup(
            "<b>{fit} of {all}</b> hotels match.",
            fit=t.number(len(outcome.hotels)),
            all=t.number(len(outcome.found)),
        ),
    ]
    if wished:
        lines.append(t.markup("Filters: {wishes}", wishes=wished))
    if outcome.untold:
        lines.append(untold_line(outcome, t))
    return lines


def _render_price(
    outcome: SearchOutcome,
    sorting: Sorting,
    t: Translator,
    problem: str | None,
    *,
    whole_stay: bool,
) -> Screen:
    search, wishes = outcome.search, wishes_of(outcome.search, outcome.rates)
    cuts = {
        end: price_cuts(outcome.found, wishes, end, search.currency, whole_stay=whole_stay)
        for end in End
    }
    text = words.lines(
        Markup("🤔 {}").format(problem) if problem else None,
        t.markup("💰 <b>What’s your budget for the stay?</b>")
        if whole_stay
        else t.markup("💰 <b>What’s your budget per night?</b>"),
        _span(outcome, t, whole_stay=whole_stay),
        *_so_far(outcome, t)[1:],
        _examples(outcome, t),
    )
    keyboard = price_keyboard(outcome, cuts, sorting, t, whole_stay=whole_stay)
    return Screen(text, keyboard, keeps_photo=True)


def render_price_doubt(
    outcome: SearchOutcome, read: PriceRange, sorting: Sorting, t: Translator
) -> Screen | None:
    """Ask which amount is meant where the one end written is far from all prices; else None."""
    prices = _prices(outcome, whole_stay=read.whole_stay)
    ends = [(End.LEAST, read.least), (End.MOST, read.most)]
    told = [(end, amount) for end, amount in ends if amount is not None]
    if len(told) != 1 or not prices:
        return None
    (end, amount), lowest, highest = told[0], min(prices), max(prices)
    if not is_doubtful(amount, lowest, highest, outcome.rates):
        return None
    other = likelier(amount, lowest, highest, outcome.rates)
    meant = [one for one in (amount, other) if one is not None]
    text = words.lines(doubt_line(meant, lowest, t), t.gettext("Choose or write an amount."))
    keyboard = doubt_keyboard(outcome, end, meant, sorting, t, whole_stay=read.whole_stay)
    return Screen(text, keyboard, keeps_photo=True)


def _prices(outcome: SearchOutcome, *, whole_stay: bool) -> list[Money]:
    """Return what hotels cost, or are worth, in the search's currency: a night or in all."""
    search = outcome.search
    offers = [hotel.best for hotel in outcome.found if hotel.best is not None]
    worths = [outcome.rates.convert(one.quote.total, search.currency) for one in offers]
    totals = [worth for worth in worths if worth is not None]
    return totals if whole_stay else [total.share(search.stay.nights) for total in totals]


def _examples(outcome: SearchOutcome, t: Translator) -> Markup:
    """Say how prices can be written, in amounts of these hotels' order of size."""
    prices = sorted(_prices(outcome, whole_stay=False))
    totals = sorted(_prices(outcome, whole_stay=True))
    low, high = (prices[0], prices[len(prices) // 2]) if prices else (None, None)
    return t.markup(
        "Choose, or write it like <code>{low}-{high}</code>, <code>under {high}</code>, "
        "<code>over {low}</code> or <code>total {total}</code>.",
        low=example_of(low, t, outcome.search.currency),
        high=example_of(high, t, outcome.search.currency),
        total=example_of(totals[len(totals) // 2] if totals else None, t, outcome.search.currency),
    )


def _span(outcome: SearchOutcome, t: Translator, *, whole_stay: bool) -> Markup | None:
    """Say what the cheapest and the dearest hotel found cost."""
    search = outcome.search
    totals = [
        hotel.best.quote.total
        for hotel in outcome.found
        if hotel.best is not None
        and outcome.rates.worth(hotel.best.quote.total, search.currency) is not None
    ]
    if not totals:
        return None

    def shown(total: Money) -> str:
        return t.price(total if whole_stay else total.share(search.stay.nights))

    def worth(total: Money) -> Decimal:
        return outcome.rates.worth(total, search.currency) or Decimal(0)

    low, high = min(totals, key=worth), max(totals, key=worth)
    return t.markup("Prices found: {low} – {high}", low=shown(low), high=shown(high))
