"""From a traveller's text to a draft of a package."""

import re
from dataclasses import replace
from datetime import date

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import AirportUnknown, FlightRefused, Refusal
from domain.flights.airports import find_endpoint
from domain.flights.values import Endpoint
from domain.reading.dates import read_dates
from domain.reading.tokens import read_tokens
from domain.search.understanding import understand
from domain.trips.values import PackageDraft, PackageReading

_B, _E = r"(?<!\w)", r"(?!\w)"
_BOTH = (
    r"(?:flights?|fly)\s*(?:\+|&|and)\s*(?:hotels?|stay)|(?:hotels?|stay)\s*(?:\+|&|and)\s*flights?"
)
PACKAGE = re.compile(
    rf"{_B}(?:packages?|package deal|{_BOTH}|पैकेज|paquetes?|vuelo\s*(?:\+|y)\s*hotel|"
    rf"пакет|турпакет|перел[её]т\s*(?:\+|и)\s*отель){_E}",
    re.IGNORECASE,
)
FROM = re.compile(rf"{_B}(?:from|desde|из)\s+(.+)$")
FROM_BEFORE = re.compile(rf"^\s*(.+?)\s+से{_E}")
PEOPLE = re.compile(
    rf"{_B}(?:adults?|people|persons?|guests?|couple|solo|वयस्क|लोग|adultos?|взросл\w*){_E}"
)
LONGEST_NAME = 4
NO_NAMES = {"to", "in", "at", "for", "on", "with", "next", "this", "a", "en", "hasta", "в", "на"}
LONGEST_TEXT = 300


def is_about_packages(text: str) -> bool:
    """Say whether a text asks for a stay and flights together."""
    return PACKAGE.search(text) is not None


async def read_package(
    app: App, traveller: Traveller, text: str, draft: PackageDraft | None = None
) -> PackageReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays."""
    known = draft or PackageDraft()
    problems: list[Refusal] = []
    today = today_in(traveller.time_zone, app.clock.now())
    lowered = PACKAGE.sub(" ", text[:LONGEST_TEXT]).lower()
    origin, rest = await _take_origin(app, lowered, today, problems)
    understood = await understand(app, traveller, rest, known.stay)
    problems += understood.problems
    stay = understood.draft
    told = stay.rooms != known.stay.rooms or PEOPLE.search(rest) is not None
    return PackageReading(
        replace(
            known, stay=stay, origin=origin or known.origin,
            people_known=known.people_known or told,
        ),
        tuple(problems),
    )  # fmt: skip


async def _take_origin(
    app: App, text: str, today: date, problems: list[Refusal]
) -> tuple[Endpoint | None, str]:
    """Find what follows "from": the longest run of words, up to a number, that is an airport's."""
    match = FROM.search(text) or FROM_BEFORE.search(text)
    if match is None:
        return None, text
    words = _first_words(match[1], today)
    for count in range(min(len(words), LONGEST_NAME), 0, -1):
        name = " ".join(words[:count])
        try:
            found = await find_endpoint(app.pool, name)
        except AirportUnknown:
            continue
        except FlightRefused as problem:
            problems.append(problem)
            return None, _without(text, match, name)
        return found, _without(text, match, name)
    # "from next friday" is no place: the reader of dates has it.
    return None, text


def _first_words(text: str, today: date) -> list[str]:
    """Return the words that may be a name: up to a comma, a number, a day or a small word."""
    words: list[str] = []
    for word in text.split():
        name = word.strip(",")
        is_day = read_dates(read_tokens(name), today).check_in is not None
        if name in NO_NAMES or any(c.isdigit() for c in name) or is_day:
            break
        words.append(name)
        if word.endswith(","):
            break
    return words


def _without(text: str, match: re.Match[str], name: str) -> str:
    """Return the text without the origin and the word before or after it."""
    rest = match[0].replace(",", " ")
    at = rest.find(name)
    left = rest[at + len(name) :] if at >= 0 else ""
    return f"{text[: match.start()]} {left.removeprefix(' से')} {text[match.end() :]}"
