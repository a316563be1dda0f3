"""How many people, in how many rooms."""

import re
from dataclasses import dataclass

from domain.errors import ChildAgesMissing, NoAdult, StayRefused, TooManyRooms
from domain.search.reading.words import ADULTS, CHILDREN, NUMBERS, ROOMS
from domain.stay import MOST_ROOMS, Room

_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_NUMBER = rf"(\d+|{_WORDS}|no)"
_B, _E = r"(?<!\w)", r"(?!\w)"
_AGES = r"((?:\s*(?:\(|,|and|&|aged?|ages|years?|yrs?|old|साल|वर्ष|\)|\d{1,2}(?!\d|\s*(?:%s)\b)))*)"
_NEXT_COUNT = f"{ROOMS}|{ADULTS}"
ADULTS_PATTERN = re.compile(rf"{_B}{_NUMBER}\s*(?:{ADULTS}){_E}")
CHILDREN_PATTERN = re.compile(rf"{_B}{_NUMBER}\s*(?:{CHILDREN}){_E}{_AGES % _NEXT_COUNT}")
ROOMS_PATTERN = re.compile(rf"{_B}{_NUMBER}\s*(?:{ROOMS}){_E}")
ALONE = re.compile(rf"{_B}(solo|alone|just me|अकेले){_E}")
COUPLE = re.compile(rf"{_B}(couple|for two){_E}")


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """What was read; None where people were not mentioned."""

    rooms: tuple[Room, ...] | None
    problem: StayRefused | None
    rest: str


def read_people(text: str) -> PeopleReading:
    """Read people and rooms from `text` (lower case). Children need their ages."""
    children, ages, rest = _take_children(text)
    adults, rest = _take(ADULTS_PATTERN, rest)
    count, rest = _take(ROOMS_PATTERN, rest)
    for pattern, number in ((ALONE, 1), (COUPLE, 2)):
        match = pattern.search(rest)
        if match is not None:
            adults = adults or number
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if children is None and adults is None and count is None:
        return PeopleReading(None, None, rest)
    if children and len(ages) != children:
        return PeopleReading(None, ChildAgesMissing(children), rest)
    try:
        rooms = share_out(2 if adults is None else adults, ages, 1 if count is None else count)
    except StayRefused as problem:
        return PeopleReading(None, problem, rest)
    return PeopleReading(rooms, None, rest)


def share_out(adults: int, ages: tuple[int, ...], rooms: int) -> tuple[Room, ...]:
    """Spread people evenly over rooms, at least one adult in each.

    Raises a `StayRefused` when there are too many rooms, or people for them.
    """
    if rooms > MOST_ROOMS:
        raise TooManyRooms(rooms, MOST_ROOMS)
    if adults < max(rooms, 1):
        raise NoAdult(room=adults + 1)
    return tuple(
        Room(adults // rooms + (1 if number < adults % rooms else 0), ages[number::rooms])
        for number in range(rooms)
    )


def _take(pattern: re.Pattern[str], text: str) -> tuple[int | None, str]:
    match = pattern.search(text)
    if match is None:
        return None, text
    return _number(match[1]), f"{text[: match.start()]} {text[match.end() :]}"


def _take_children(text: str) -> tuple[int | None, tuple[int, ...], str]:
    match = CHILDREN_PATTERN.search(text)
    if match is None:
        return None, (), text
    count = _number(match[1])
    # What follows the last age belongs to somebody else.
    numbers = list(re.finditer(r"\d{1,2}", match[2]))[:count]
    ages = tuple(int(m[0]) for m in numbers)
    if numbers:
        end = match.start(2) + numbers[-1].end()
        trailing = re.match(r"(?:\s*(?:\)|years?|yrs?|old|साल|वर्ष))+", text[end:])
        end += trailing.end() if trailing else 0
    else:
        end = match.start(2)
    return count, ages, f"{text[: match.start()]} {text[end:]}"


def _number(word: str) -> int:
    return 0 if word == "no" else int(word) if word.isdigit() else NUMBERS[word]
