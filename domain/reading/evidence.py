"""What a line is decided on: the readers' proposals, and the places in the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.reading.amounts import Writer
from domain.reading.asides import propose_asides
from domain.reading.characters import level
from domain.reading.country_hints import hinted_countries
from domain.reading.currency_changes import propose_currency_changes
from domain.reading.day_pieces import Calendar
from domain.reading.days import days_in
from domain.reading.kin import propose_kin
from domain.reading.money_spent import propose_spent
from domain.reading.names import Atlas
from domain.reading.night_lists import listed_nights
from domain.reading.nights import nights_in
from domain.reading.party import propose_party
from domain.reading.points import Points
from domain.reading.proposals import Proposal
from domain.reading.requests import propose_more_nights, propose_requests, propose_told
from domain.reading.rooms_by_name import propose_rooms_by_name
from domain.reading.tokens import Reading, Token
from domain.reading.wishes import propose_wishes


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words of a line may mean, and its places: `dated` depends on the day of writing,
    `undated` does not.
    """

    atlas: Atlas
    dated: tuple[Proposal[Any], ...]
    undated: tuple[Proposal[Any], ...]

    def on_day_of(self, reading: Reading, calendar: Calendar) -> "Evidence":
        """Return the same line's evidence for another day."""
        return replace(self, dated=_dated(reading, calendar, self.atlas))


def evidence_of(
    reading: Reading, words: tuple[Token, ...], atlas: Atlas, calendar: Calendar, writer: Writer
) -> Evidence:
    """Return what every reader except the one for places proposes."""
    undated = tuple(_undated(reading, words, writer))
    atlas = replace(atlas, hinted=hinted_countries(reading.text, undated, writer))
    return Evidence(atlas, _dated(reading, calendar, atlas), undated)


def _dated(reading: Reading, calendar: Calendar, atlas: Atlas) -> tuple[Proposal[Any], ...]:
    points = Points(level(reading.text), replace(calendar, spoken=atlas.language))
    return (*days_in(points), *listed_nights(points), *nights_in(points))


def _undated(reading: Reading, words: tuple[Token, ...], writer: Writer) -> Iterator[Proposal[Any]]:
    yield from propose_spent(reading.text, writer)
    yield from propose_party(reading)
    yield from propose_rooms_by_name(reading.text)
    yield from propose_kin(reading.text, words)
    yield from propose_wishes(reading)
    yield from propose_requests(reading)
    yield from propose_more_nights(reading)
    yield from propose_told(words)
    yield from propose_currency_changes(reading.text)
    yield from propose_asides(reading.text)
