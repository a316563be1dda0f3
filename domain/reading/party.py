"""The guests, proposed part by part: adults, children with their ages, rooms."""

import re
from collections.abc import Iterator

from domain.reading.ages import ages_of
from domain.reading.children import APART, are_youths, has_grown, is_no_child
from domain.reading.kinds import Kind, pattern
from domain.reading.lexicon import FRIENDS, HOUSE
from domain.reading.meanings import (
    Adults,
    Ages,
    Beds,
    Children,
    Family,
    Pair,
    Person,
    RoomLabel,
    Rooms,
)
from domain.reading.party_context import includes, is_beside_friends, is_each
from domain.reading.people import MOST_COUNTED, USUAL_ADULTS
from domain.reading.proposals import Proposal
from domain.reading.tokens import Found, Reading

LARGEST_FAMILY, GROWN, TWINS = 12, 0.05, 2
TICKETS = ("ticket", "plane ticket", "air ticket", "billete", "boleto", "pasaje", "билет", "टिकट")
# Spanish "solo" is both "only" and "alone".
SOLO = "solo"
# "For 2", but not "for 2 nights", "for 2 rooms".
_COUNTED = (
    "(?! DASH? (NIGHT|WEEK|DAYS|MONTHS|ROOM|CHILD|STAR|YEARS|CURRENCY|THOUSAND|MONTH|UNTIL"
    "|NIGHTLY|SLASHED|TOTAL|COUPLE|FAMILY) | AND NUMBER)"
)
# "2+2 ₹8000", "2+2, 2 rooms": a number that belongs to what follows is no part of the pair.
_MORE = (
    "(?! DASH? (NIGHT|WEEK|DAYS|ROOM|STAR|CURRENCY (?! NUMBER)|THOUSAND|MONTH|NIGHTLY"
    "|NUMBER (?! PLAIN? DASH? (ROOM|NIGHT|CURRENCY|THOUSAND|STAR|MONTH))))"
)
_OTHER = "(?! DASH? (CHILD|NIGHT|ROOM|DAYS|STAR|MONTH|YEARS))"
# "2 kids 2 rooms", "a child of 11 2-9 Jan": what counts something else or is a day is not an age.
_AGE = (
    "LINK* AGED? LINK* (NUMBER|SLASHED)"
    " (?! PLAIN? DASH? (ROOM (?! NUMBER)|NIGHT|DAYS|STAR|ADULT|COUPLE))"
    " (?! DASH NUMBER LINK* MONTH) (YEARS|MONTHS)? LINK*"
)
_AGES = f"(?P<ages>({_AGE} (AND|PLUS|A)?)*{_AGE})"
_OLD = "NUMBER (AND NUMBER)* DASH? (YEARS|MONTHS)"
# Several ages of which the last has its unit: "4 and 9 years", "4,9 साल".
_EACH_OLD = "((NUMBER (YEARS|MONTHS)? LINK* JOIN)+ NUMBER|SLASHED) (YEARS|MONTHS)"
_AGED = f"(?P<ages>{_OLD} (JOIN* {_OLD})*)"
# The cost of each pattern: the rarer the reading, the higher.
PARTS: tuple[tuple[re.Pattern[str], float, str], ...] = tuple(
    (pattern(text), cost, why)
    for text, cost, why in (
        ("(?P<adults>NUMBER) PLAIN? DASH? (?P<noun>ADULT)", 0.1, "adults counted"),
        (f"(?P<noun>ADULT) DASH? (?P<adults>NUMBER) {_OTHER}", 0.5, "adults, then their number"),
        ("(?P<pairs>NUMBER) DASH? COUPLE", 0.1, "couples counted"),
        ("(?P<pairs>NUMBER) DASH? COUPLE JOIN* (?P<singles>NUMBER) PLAIN? (ALONE|BEDS)", 0.1,
         "couples, and some alone"),
        ("COUPLE", 0.1, "a couple"),
        ("(?P<seats>NUMBER) PLAIN? (?P<ticket>FLIGHT)", 0.2, "tickets counted"),
        ("(?P<rooms>NUMBER) PLAIN? DASH? (?P<beds>BEDS) ROOM?", 0.1, "rooms by their beds"),
        ("A? (?P<beds>BEDS) ROOM?", 0.25, "a room by its beds"),
        ("(?P<alone>ALONE)", 0.1, "alone"),
        ("(?P<group>GROUP) ADULT?", 0.1, "so many together"),
        ("(?P<rooms>NUMBER) PLAIN? DASH? ROOM", 0.1, "rooms counted"),
        ("ROOM PLAIN? DASH? (?P<label>NUMBER)", 0.4, "a room of a list"),
        ("(?P<label>NUMBER)", 1.2, "a room of a list"),
        ("(?P<adults>NUMBER) UNKNOWN (?P<noun>ADULT)", 0.9, "adults of a kind"),
        ("FAMILY (OF|FROM|A|PLAIN|TOUR)+ (?P<family>NUMBER) ADULT?", 0.1, "a family of so many"),
        (f"(?P<many>NUMBER) (?P<chicos>ADULT) {_AGES}", 0.05, "chicos and their ages"),
        (f"A? (?P<chicos>ADULT) {_AGES}", 0.3, "chicos with their ages"),
        ("FAMILY (?P<family>NUMBER) ADULT?", 0.2, "a family of so many"),
        ("(?P<family>NUMBER) ADULT? LINK* FAMILY", 0.25, "a family of so many"),
        (f"FOR PLAIN? (?P<some>NUMBER) {_COUNTED}", 0.5, "for so many"),
        ("FOR PLAIN? (?P<closed>NUMBER)", 0.6, "for so many, and no more of it"),
        (f"WE PLAIN? (?P<some>NUMBER) {_COUNTED}", 0.3, "we are so many"),
        ("(?P<some>NUMBER) FOR (?! LINK* (NUMBER|CURRENCY))", 0.6, "for so many, Hindi's way"),
        (f"(?P<adults>NUMBER) PLUS (?P<young>NUMBER) PLAIN? (CHILD) {_AGES}?", 0.15, "two and one"),
        ("(?P<adults>NUMBER) (?P<glued>A)", 0.4, "2A"),
        (f"(?P<adults>NUMBER) A DASH? (?P<young>NUMBER) (CHILD|THOUSAND) {_AGES}?", 0.2, "2a 1c"),
        (f"(?P<adults>NUMBER) A PLUS (?P<young>NUMBER) (CHILD|THOUSAND) {_AGES}?", 0.1, "2a+1k"),
        (f"(?P<adults>NUMBER) PLUS (?P<young>NUMBER) (?P<bracket>){_AGES}", 0.4, "two and one (4)"),
        (f"(?P<adults>NUMBER) PLUS (?P<young>NUMBER) {_MORE}", 0.8, "two and one"),
        (f"(?P<many>NUMBER|GROUP) PLAIN? (?P<child>CHILD) {_AGES}", 0.1, "children and ages"),
        (f"{_AGED} LINK* (?P<child>CHILD)", 0.1, "so old a child"),
        (f"{_AGED} LINK* (?P<single>NUMBER) (?P<child>CHILD)", 0.1, "so old a child, counted"),
        (f"(?P<ages>{_EACH_OLD}) LINK* (?P<aged>NUMBER) LINK* (?P<child>CHILD)", 0.05,
         "so old, then how many"),
        (f"A? (?P<child>CHILD) {_AGES}", 0.3, "a child with its age"),
        ("(?P<none>NO) LINK* A? (?P<child>CHILD)", 0.1, "no children"),
        ("(?P<many>NUMBER|GROUP) PLAIN? (?P<child>CHILD)", 0.2, "children counted"),
        ("A? (?P<child>CHILD)", 0.3, "a child"),
        ("(?P<child>CHILD) DASH? (?P<many>NUMBER) (?! DASH? (YEARS|MONTHS|NIGHT|ROOM|DAYS|ADULT))",
         0.9, "children, then their number"),
        (f"(?<=ADULT|COUPLE|ALONE|GROUP) (PLUS|AND) LINK* (?P<joined>){_AGED} (?! LINK* CHILD)",
         0.3, "so old, beside adults"),
        (f"AGED {_AGES}", 0.5, "ages alone"),
        (_AGED, 0.8, "ages alone"),
    )
)  # fmt: skip


def propose_party(reading: Reading) -> Iterator[Proposal[Person]]:
    """Propose everything that describes the guests."""
    yield from propose_alone(reading)
    for wanted, cost, why in PARTS:
        for found in reading.every(wanted):
            start, end = reading.stretch(found)
            if _is_no_family(found) or is_no_child(found, reading):
                continue
            if not _is_punctuated(found, reading) or _is_of_another(found, reading):
                continue
            if are_youths(found):
                grown = Adults(_count(found, "many"), is_everyone=True)
                yield Proposal(start, end, grown, cost + GROWN, "young people")
            if are_youths(found) and not has_grown(reading, found):
                continue
            for meaning, last in _people(found, reading):
                yield Proposal(start, end if last is None else last, meaning, cost, why)


def propose_alone(reading: Reading) -> Iterator[Proposal[Adults]]:
    """Propose "solo" at the end of a line or a part of it: before a word, it means "only"."""
    for at, token in enumerate(reading.tokens):
        follows = reading.text[token.end :].lstrip()[:1]
        is_last = at == len(reading.tokens) - 1 or follows in APART
        if token.word == SOLO and token.kind is Kind.PLAIN and is_last and at > 0:
            yield Proposal(token.start, token.end, Adults(1), 0.0, "alone, said last")


def _is_no_family(found: Found) -> bool:
    """Return whether a number is not a family's size: it is too large, or that of its adults."""
    if not found.has("family"):
        return False
    return _count(found, "family") > LARGEST_FAMILY or _are_adults(found)


def _is_of_another(found: Found, reading: Reading) -> bool:
    """Return whether a number counts no guests: "4000 per room", "solo woman, 32", "2 bedrooms"."""
    start, end = reading.stretch(found)
    noun, adults = (found.one(one) if found.has(one) else None for one in ("noun", "adults"))
    is_age = (
        noun is not None
        and adults is not None
        and noun.end <= adults.start
        and any(sign in APART for sign in reading.text[noun.end : adults.start])
    )
    behind = found.tokens[found.span[1] : found.span[1] + 1]
    if found.has("single") and found.value("single") != 1:
        return True  # "8 years, 2 children"
    if found.has("aged") and len(ages_of(found, reading.text)[0]) != found.value("aged"):
        return True
    is_flat = found.has("rooms") and any(one.value == HOUSE for one in behind)
    return (
        is_age
        or is_flat
        or (found.has("rooms") and "per" in reading.text[start:end].lower().split())
    )


def _is_punctuated(found: Found, reading: Reading) -> bool:
    """Return whether a pattern has the signs it needs: "2+2 (7,10)", "for 5, 10.03.-14.03."."""
    groups = found.match.re.groupindex
    glued = found.one("glued") if "glued" in groups else None
    if glued is not None:
        touches = reading.text[glued.start - 1].isdecimal() and glued.word == "a"
        follows = reading.text[glued.end :].lstrip()[:1]
        return touches and (not follows or follows in APART)
    ticket = found.one("ticket") if "ticket" in groups else None
    if ticket is not None:
        return ticket.word.startswith(TICKETS)
    counted = next((found.one(one) for one in ("closed", "some") if one in groups), None)
    if counted is not None and reading.text[counted.start : counted.end][-1:].isalpha():
        return counted.word.isalpha()  # "for the 12th" counts nobody
    if "bracket" in groups:
        young = found.one("young")
        return young is not None and reading.text[young.end :].lstrip().startswith("(")
    if "closed" in groups:
        return reading.text[reading.stretch(found)[1] :].startswith((",", ".\n", ";"))
    return True


def _are_adults(found: Found) -> bool:
    """Return whether a family's number is that of its adults: "family: 2 adults, a child of 5"."""
    last = found.tokens[found.span[1] - 1]
    return last.kind is Kind.ADULT and last.value is None


def _count(found: Found, group: str) -> int:
    return min(int(found.value(group)), MOST_COUNTED)


def _people(found: Found, reading: Reading) -> Iterator[tuple[Person, int | None]]:
    """Yield what a match means, and where it ends if before the end of the match."""
    if found.has("young"):
        yield _pair(found, reading)
    elif found.has("seats"):
        start, _end = found.span
        seats = found.one("seats")
        yield Adults(_count(found, "seats"), is_everyone=True), seats.end if seats else start
    elif found.has("beds"):
        rooms = _count(found, "rooms") if found.has("rooms") else None
        yield Beds(int(found.value("beds")), rooms), None
    elif found.has("label"):
        if reading.is_before(":", found.span[1] - 1):
            yield RoomLabel(_count(found, "label")), None
    elif found.has("rooms"):
        is_list = reading.is_before(":", found.span[1] - 1)
        yield Rooms(_count(found, "rooms"), is_list), None
    elif found.has("none"):
        yield Children(0), None
    elif found.has("ages") or found.has("child"):
        yield from _young(found, reading)
    else:
        yield _grown(found), None


def _grown(found: Found) -> Adults | Family:
    """Return adults, by the group that counts them; a couple if none does."""
    if found.has("adults"):
        noun = found.one("noun") if found.has("noun") else None
        said = noun.value if noun is not None else None
        if said == FRIENDS:
            beside = is_beside_friends(found)
            return Adults(_count(found, "adults") + beside, is_everyone=True)
        is_all = said == "all" and includes(found)
        return Adults(
            _count(found, "adults"), said == "all", said == "more", is_each(found), is_all=is_all
        )
    if found.has("family"):
        return Family(_count(found, "family"))
    if found.has("pairs"):
        singles = _count(found, "singles") if found.has("singles") else 0
        return Adults(USUAL_ADULTS * _count(found, "pairs") + singles)
    if found.has("group") or found.has("some") or found.has("closed"):
        some = "closed" if found.has("closed") else "some"
        count = int(found.value("group")) if found.has("group") else _count(found, some)
        return Adults(count, is_everyone=True, is_all=includes(found))
    return Adults(1 if found.has("alone") else USUAL_ADULTS)


def _pair(found: Found, reading: Reading) -> tuple[Pair, int | None]:
    young = _count(found, "young")
    ages, ends = ages_of(found, reading.text) if found.has("ages") else ([], [])
    end = ends[min(young, len(ends)) - 1] if ends and young else None
    child = found.tokens[found.span[1] - 1]
    is_infant = child.kind is Kind.INFANT
    children = Children(young, tuple(ages[:young]), is_infant=is_infant)
    return Pair(Adults(_count(found, "adults")), children), end


def _young(found: Found, reading: Reading) -> Iterator[tuple[Person, int | None]]:
    """Yield children with the ages given for them, no more ages than children."""
    said: int | None = _count(found, "many") if found.has("many") else None
    if not found.has("ages"):
        value = found.value("child")
        infant = found.one("child")
        is_infant = infant is not None and infant.kind is Kind.INFANT
        yield Children(said if said is not None else value or 1, is_infant=is_infant), None
        return
    ages, ends = ages_of(found, reading.text)
    if not found.has("child") and not {"joined", "chicos"} & set(found.match.re.groupindex):
        yield Ages(tuple(ages)), None
        return
    if found.has("child") and found.value("child") == TWINS and len(ages) == 1:
        yield Children(TWINS, tuple(ages * TWINS)), ends[0]
        return
    is_joined = "joined" in found.match.re.groupindex
    is_behind = found.has("child") and found.match.start("ages") < found.match.start("child")
    if is_joined or is_behind:
        # "a 4 year old and a 7 year old kid": as many as there are ages
        yield Children(None, tuple(ages)), None
        return
    if said is None and found.has("child") and found.value("child"):
        said = int(found.value("child"))
    # If their number is not given, the numbers that follow may belong to something else.
    most = len(ages) if said is None else min(said, len(ages))
    for taken in range(1 if said is None else most, most + 1):
        yield Children(said, tuple(ages[:taken])), ends[taken - 1] if taken else None
