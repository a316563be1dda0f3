"""Puts the people of a line into a draft of a search. Pure."""

from dataclasses import replace

from domain.errors import Refusal
from domain.reading.counted_people import uncounted
from domain.reading.decision import Cover
from domain.reading.errors import ChildAgesMissing, PeopleUnclear
from domain.reading.people import Party
from domain.search.values import Draft
from domain.stay import MOST_ADULTS
from domain.stay_errors import StayRefused


def with_uncounted(party: Party, cover: Cover, problems: list[Refusal]) -> Party:
    """Return who is coming, including people named by an unknown noun, and have the traveller asked
    who those are.
    """
    found = uncounted(cover)
    if found is None or party.problem is not None or party.by_room:
        return party
    problems.append(PeopleUnclear(found.words))
    adults = found.count + (party.adults or 0)
    return replace(party, adults=adults if adults <= MOST_ADULTS else party.adults)


def with_people(draft: Draft, party: Party, *, is_new: bool, problems: list[Refusal]) -> Draft:
    """Put people into the draft; an open draft keeps those that the line does not mention."""
    if party.problem is not None:
        problems.append(party.problem)
    if party.is_silent:
        return draft
    asked = party.problem
    ageless = asked.children if isinstance(asked, ChildAgesMissing) else 0
    draft = replace(draft, ageless=ageless)
    try:
        return replace(draft, rooms=party.share_with(None if is_new else draft.rooms))
    except StayRefused as problem:
        problems.append(problem)
        return draft
