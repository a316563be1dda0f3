"""Changes a search's wishes: the hotels found stay, and no supplier is asked again."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.money import Money
from domain.search.facets import Facet, Value, cleared, turn, value_of
from domain.search.queries.searches import change_wishes
from domain.search.ranking import Sorting, sort_hotels
from domain.search.selection import Wishes, count_fitting, sift, wishes_of
from domain.search.service import find_hotels
from domain.search.values import FoundHotel, SearchOutcome

FIGURES = 2


class End(StrEnum):
    """The ends of a range of prices."""

    LEAST = "l"
    MOST = "m"


# The price limits on buttons, as shares of the hotels in order of price.
CUTS = {
    End.LEAST: (Decimal("0.4"), Decimal("0.7")),
    End.MOST: (Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8")),
}


def narrowed(outcome: SearchOutcome, wishes: Wishes, sorting: Sorting) -> SearchOutcome:
    """Return an outcome with other wishes applied."""
    search = replace(
        outcome.search,
        filters=wishes.filters,
        most_total=wishes.most_total,
        in_all=wishes.in_all,
    )
    fitting = sift(outcome.found, wishes)
    hotels = sort_hotels(fitting.hotels, sorting, search, outcome.rates)
    return replace(outcome, search=search, hotels=hotels, untold=fitting.untold)


async def change_filter(
    app: App, traveller: Traveller, search_id: int, facet: Facet, code: str, *, on: bool,
    sorting: Sorting = Sorting.PRICE,
) -> SearchOutcome:  # fmt: skip
    """Turn one filter on or off; `code` is the facet's value.

    Raises NotFound for somebody else's search, and for a value that no hotel has any more.
    """
    outcome = await find_hotels(app, traveller, search_id)
    wishes = wishes_of(outcome.search, outcome.rates)
    value: Value = value_of(outcome.found, wishes, facet, code)
    return await _keep(traveller, outcome, turn(wishes, facet, value, on=on), sorting)


async def change_price(
    app: App, traveller: Traveller, search_id: int, ends: dict[End, Money | None], *,
    whole_stay: bool, sorting: Sorting = Sorting.PRICE,
) -> SearchOutcome:  # fmt: skip
    """Set one end of the price range or both, for a night or the whole stay; None removes it."""
    outcome = await find_hotels(app, traveller, search_id)
    wishes = wishes_of(outcome.search, outcome.rates)
    for end, amount in ends.items():
        wishes = with_end(wishes, end, amount, whole_stay=whole_stay)
    return await _keep(traveller, outcome, wishes, sorting)


async def clear_filters(
    app: App, traveller: Traveller, search_id: int, sorting: Sorting = Sorting.PRICE
) -> SearchOutcome:
    """Remove all wishes: every hotel found is shown."""
    outcome = await find_hotels(app, traveller, search_id)
    return await _keep(
        traveller, outcome, cleared(wishes_of(outcome.search, outcome.rates)), sorting
    )


async def _keep(
    traveller: Traveller, outcome: SearchOutcome, wishes: Wishes, sorting: Sorting
) -> SearchOutcome:
    await change_wishes(traveller, outcome.search.search_id, wishes)
    return narrowed(outcome, wishes, sorting)


def with_end(wishes: Wishes, end: End, amount: Money | None, *, whole_stay: bool) -> Wishes:
    """Return the wishes with one end of the price range set, or removed if `amount` is None."""
    nights = wishes.nights
    if end is End.MOST:
        if amount is not None and not whole_stay:
            amount = Money.of(amount.amount * nights, amount.currency)
        in_all = whole_stay and amount is not None
        return replace(wishes, most_total=amount, in_all=in_all)
    if amount is not None and whole_stay:
        amount = amount.share(nights)
    return replace(wishes, filters=replace(wishes.filters, least_a_night=amount))


def price_cuts(
    hotels: Sequence[FoundHotel], wishes: Wishes, end: End, currency: str, *, whole_stay: bool
) -> tuple[tuple[Money, int], ...]:
    """Return round limits for one end of the price range, each with how many hotels it leaves."""
    totals = sorted(
        worth
        for hotel in hotels
        if hotel.best is not None
        and (worth := wishes.rates.worth(hotel.best.quote.total, currency)) is not None
    )
    if not totals:
        return ()
    parts = 1 if whole_stay else wishes.nights
    amounts = {_rounded(totals[int(cut * (len(totals) - 1))] / parts) for cut in CUTS[end]}
    offered = []
    for amount in sorted(amounts):
        money = Money.of(amount, currency)
        after = with_end(wishes, end, money, whole_stay=whole_stay)
        offered.append((money, count_fitting(hotels, after)))
    return tuple(offered)


def _rounded(amount: Decimal) -> Decimal:
    """Return an amount rounded to two significant figures: 3,417 is 3,400."""
    unit = Decimal(1).scaleb(amount.adjusted() - FIGURES + 1)
    return max((amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit, unit)
