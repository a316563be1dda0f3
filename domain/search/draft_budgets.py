"""Puts a budget into a draft: its currency, per night or stay, for one room or all. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from babel.numbers import get_territory_currencies

from domain.catalog.values import FoundDestination
from domain.errors import Refusal
from domain.money import Money
from domain.reading.dear_nights import Likely, likely_scope
from domain.reading.decision import Cover
from domain.reading.errors import AmountUnsaid
from domain.reading.kinds import Kind
from domain.reading.meanings import Nights, PlaceName, Request, Role, Rooms, Spent
from domain.reading.people import Party
from domain.reading.scopes import Scope
from domain.search.values import Draft

COUPLE = 2


def heads_of(draft: Draft, party: Party, *, is_known: bool) -> int | None:
    """Return how many people are coming, None if nobody said; `is_known`: the draft's people are
    known.

    Children whose ages are still to be asked count too.
    """
    adults = sum(one.adults for one in draft.rooms)
    if party.children is not None:
        return adults + party.children
    if party.problem is not None or (party.adults is None and not is_known):
        return None
    return adults + sum(len(one.child_ages) for one in draft.rooms)


def with_budget(
    draft: Draft,
    cover: Cover,
    found: FoundDestination | None,
    problems: list[Refusal],
    heads: int | None = None,
) -> Draft:
    """Put a budget into the draft: the maximum a night or in total, and the minimum a night.

    `heads` is how many people are coming, None if nobody said.
    """
    place = found.place if found else draft.destination.place if draft.destination else None
    for told in cover.all(Spent):
        spent = _in_currency_of(told, (*_origins(cover), *([place.country_code] if place else ())))
        spent = _of_each_room(spent, cover)
        spent = _of_everybody(spent, heads, is_by_room=bool(cover.all(Rooms)))
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
    return _times(spent, rooms) if spent.each_room else spent


def _of_each_room(spent: Spent, cover: Cover) -> Spent:
    """Return "each" as per room, if it directly follows counted rooms: "2 rooms under 5k each"."""
    if spent.shared is not Scope.EACH:
        return spent
    for rooms, amount in pairwise(cover.chosen):
        between = cover.text[rooms.end : amount.start]
        is_counted = isinstance(rooms.meaning, Rooms) and isinstance(amount.meaning, Spent)
        if is_counted and not between.strip(" ,@-") and rooms.meaning.count > 1:
            return replace(spent, shared=None, problem=None, each_room=True)
    return spent


def _of_everybody(spent: Spent, heads: int | None, *, is_by_room: bool) -> Spent:
    """Return a budget for one person or couple as one for all, as prices are.

    If rooms are counted, "3000 each" may be per room, so the bot asks.
    """
    if spent.shared is None or heads is None or (spent.shared is Scope.EACH and is_by_room):
        return spent
    parts, rest = divmod(heads, COUPLE) if spent.shared is Scope.A_COUPLE else (heads, 0)
    return spent if rest or not parts else replace(_times(spent, parts), problem=None)


def _times(spent: Spent, times: int) -> Spent:
    least, most = (
        end and Money.of(end.amount * times, end.currency) for end in (spent.least, spent.most)
    )
    return replace(spent, least=least, most=most)


def _origins(cover: Cover) -> list[str]:
    """Return the countries where a line's journey begins, whose currencies apply."""
    names = (one for one in cover.all(PlaceName) if one.role is Role.ORIGIN and one.options)
    return [one.options[0].place.country_code for one in names]


def _in_currency_of(spent: Spent, countries: Sequence[str]) -> Spent:
    """Return a budget in the currency of the first of the countries that it may be meant for."""
    for country in countries if spent.abroad else ():
        there = get_territory_currencies(country)
        found = next((one for one in spent.abroad if one.currency in there), None)
        if found is not None:
            return found
    return spent
