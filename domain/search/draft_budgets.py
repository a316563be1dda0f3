"""Puts a budget into a draft: its currency, a night's or the stay's, for one room or all. Pure."""

from dataclasses import replace

from babel.numbers import get_territory_currencies

from domain.catalog.values import FoundDestination
from domain.errors import Refusal
from domain.money import Money
from domain.reading.dear_nights import Likely, likely_scope
from domain.reading.decision import Cover
from domain.reading.errors import AmountUnsaid
from domain.reading.kinds import Kind
from domain.reading.meanings import Nights, Request, Spent
from domain.search.values import Draft


def with_budget(
    draft: Draft, cover: Cover, found: FoundDestination | None, problems: list[Refusal]
) -> Draft:
    """Put a budget into the draft: the maximum a night or in total, and the minimum a night."""
    place = found.place if found else draft.destination.place if draft.destination else None
    for told in cover.all(Spent):
        spent = _in_currency_of(told, place.country_code if place else None)
        if spent.problem is not None:
            problems.append(spent.problem)
            continue
        spent = _scoped(_of_all_rooms(spent, len(draft.rooms)), draft, cover)
        if spent.problem is not None:
            problems.append(spent.problem)
            continue
        if spent.most is not None:
            a_night, total = (None, spent.most) if spent.in_all else (spent.most, None)
            draft = replace(draft, most_a_night=a_night, most_in_all=total)
        least = spent.least
        if least is not None and spent.in_all and draft.check_in and draft.check_out:
            least = least.share((draft.check_out - draft.check_in).days)
        if least is not None:
            draft = replace(draft, filters=replace(draft.filters, least_a_night=least))
    return draft


def _scoped(spent: Spent, draft: Draft, cover: Cover) -> Spent:
    """Return a budget as the whole stay's if no night costs that much; ambiguous ones are asked
    about. A package's is for all of it.
    """
    most = spent.most
    if not spent.is_unsaid or most is None:
        return spent
    if cover.request is Request.PACKAGE or any(one.kind is Kind.TOTAL for one in cover.left):
        return replace(spent, in_all=True)  # "15k for 3 nights total"
    told: Nights | None = cover.first(Nights)
    nights = told.count if told else None
    if draft.check_in is not None and draft.check_out is not None:
        nights = (draft.check_out - draft.check_in).days
    match likely_scope(most, nights, len(draft.rooms)):
        case Likely.IN_ALL:
            return replace(spent, in_all=True)
        case Likely.UNCLEAR:
            return Spent(problem=AmountUnsaid(cover.typed(Spent), most))
        case _:
            return spent


def _of_all_rooms(spent: Spent, rooms: int) -> Spent:
    """Return a budget per room as one for all rooms, as prices are."""
    if not spent.each_room or rooms < 2:  # noqa: PLR2004 - several
        return spent
    least, most = (
        end and Money.of(end.amount * rooms, end.currency) for end in (spent.least, spent.most)
    )
    return replace(spent, least=least, most=most)


def _in_currency_of(spent: Spent, country: str | None) -> Spent:
    """Return a budget in the destination country's currency, if it may be meant so."""
    there = get_territory_currencies(country) if country and spent.abroad else ()
    return next((one for one in spent.abroad if one.currency in there), spent)
