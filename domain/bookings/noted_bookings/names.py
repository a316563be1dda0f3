"""Guesses at the hotel's name in a confirmation; nothing that looks like a person's name counts."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from domain.bookings.noted_bookings import words
from domain.bookings.noted_bookings.guesses import Guess
from domain.bookings.noted_bookings.lines import Line, lines_of
from domain.bookings.noted_bookings.values import LONGEST_TITLE
from domain.reading.characters import level
from domain.reading.phrases import Phrases, cut

HOTEL_LABEL: Phrases[None] = Phrases([(words.HOTEL_LABEL, None)])
SLEEPS: Phrases[None] = Phrases([(words.SLEEPS, None)])
NO_NAME: Phrases[None] = Phrases([(words.NO_NAME, None)])
CHECK_IN: Phrases[None] = Phrases([(words.CHECK_IN, None)])
STAY_WORDS: Phrases[None] = Phrases(
    [(listed, None) for listed in (words.CHECK_IN, words.CHECK_OUT, words.FREE, words.STRONG_TOTAL)]
)
SELLERS: Phrases[None] = Phrases([(listed, None) for listed in words.SELLERS.values()])
LABELLED, BELOW_LABEL, IN_SENTENCE, WITH_WORD, FIRST_PART = 0.1, 0.2, 0.7, 0.5, 0.95
AWAITS, ABOVE_STAY = 0.15, 1.1
# The name is often in one of this many lines above the first day.
LINES_ABOVE = 4
A_HOTEL = 0.4
MOST_PIECES, SHORTEST, MOST_DIGITS = 12, 3, 3
_END = (
    r"(?=\s+(?:is|has|was|are|on|for|from|ref|está|ha sido|se ha|del|para|подтвержд\w*|успешно|с"
    r"|на)"
    r"\b|[!;:|(\n]|\.(?:\s|$)|,\s*(?:booking|ref|confirm)|$)"
)
_SENTENCES = tuple(
    re.compile(rf"{lead}\s+(?P<name>[^\d\s].{{2,90}}?){_END}", re.IGNORECASE)
    for lead in (
        r"\b(?:reservation|booking|stay|room|booked|confirmed)\s+(?:at|with)",
        r"\b(?:reservation|booking|stay)\s+in",
        r"\b(?:thank you for (?:choosing|booking|booking with)|welcome to|staying at)",
        r"\b(?:reserva|estancia|alojamiento|habitación)\s+en(?:\s+el|\s+la)?",
        r"\b(?:gracias por (?:elegir|reservar en))",
        r"(?:бронирование|бронь|проживание|номер|номера)\s+в(?:\s+(?:отеле|гостинице))?",
        r"(?:забронировали|ждём вас|ждем вас)\s+в(?:\s+(?:отеле|гостинице))?",
    )
)
_AWAITS = re.compile(
    r"^\W*(?P<name>[^\d\W].{2,90}?)\s+(?:is expecting you|are expecting you|expects you|te espera"
    r"|l[eo]s? espera|ожида(?:ет|ют) вас|жд[её]т вас|आपका इंतज़?ार)\b",
    re.IGNORECASE,
)
_HINDI = re.compile(r"^(?P<name>[^\d].{2,90}?)\s+(?:में|पर)\s+(?:आपकी|आपका|आपके|बुकिंग|ठहर)")
_PARTS = re.compile(r"[,;|•·]\s")
# What follows a name in the same line.
_TAIL = re.compile(
    r"\s*(?:[★☆⭐]+.*|\d\s?\*.*|\((?:\d|★).*|\s[-–—|]\s*(?:booking|ref|confirm|бронь).*)$",
    re.IGNORECASE,
)
_IS_LABEL_END = re.compile(r"^\s*[:=–—-]\s*|^\s*$")


def name_guesses(lines: Sequence[Line]) -> list[Guess[str]]:
    """Return possible names of the hotel."""
    found = [
        *_labelled(lines), *_in_sentences(lines), *_by_words(lines), *_in_parts(lines),
        *_above_stay(lines),
    ]  # fmt: skip
    return _merged([one for one in found if one is not None])


def _labelled(lines: Sequence[Line]) -> Iterator[Guess[str] | None]:
    for at, line in enumerate(lines):
        label = HOTEL_LABEL.after(line.pieces, 0)
        if label is None:
            continue
        rest = line.text[line.levelled.at[line.pieces[label[1] - 1].end - 1] + 1 :]
        mark = _IS_LABEL_END.match(rest)
        if mark is None:
            continue
        if rest[mark.end() :].strip():
            yield _guess(rest[mark.end() :], LABELLED)
        elif at + 1 < len(lines) and not lines[at + 1].has(NO_NAME):
            yield _guess(lines[at + 1].text, BELOW_LABEL)


def _in_sentences(lines: Sequence[Line]) -> Iterator[Guess[str] | None]:
    for line in lines:
        for pattern in _SENTENCES:
            for found in pattern.finditer(line.text):
                yield _worded(found["name"], IN_SENTENCE)
        awaits = _AWAITS.match(line.text)
        if awaits is not None:
            yield _guess(awaits["name"], AWAITS)
        hindi = _HINDI.match(line.text)
        if hindi is not None:
            yield _worded(hindi["name"], IN_SENTENCE)


def _worded(name: str, cost: float) -> Guess[str] | None:
    """Return a name from a sentence: likelier if it contains a word for lodging.

    "Your booking in Calangute" names the town.
    """
    return _guess(name, cost - A_HOTEL if _sleeps(name) else cost + A_HOTEL)


def _sleeps(name: str) -> bool:
    pieces = cut(level(name))
    return any(SLEEPS.after(pieces, at) for at in range(len(pieces)))


def _by_words(lines: Sequence[Line]) -> Iterator[Guess[str] | None]:
    """Yield short lines that contain a word for lodging."""
    for line in lines:
        if len(line.pieces) > MOST_PIECES or not line.has(SLEEPS) or line.has(NO_NAME):
            continue
        if line.has(STAY_WORDS) or line.days or "@" in line.text or "://" in line.text:
            continue
        if any(unicodedata.category(sign) == "Sc" for sign in line.text):
            continue  # "Resort fee $153"
        digits = sum(sign.isdecimal() for sign in line.text)
        yield _guess(line.text, WITH_WORD + A_HOTEL * (digits > MOST_DIGITS))


def _in_parts(lines: Sequence[Line]) -> Iterator[Guess[str] | None]:
    """Yield the first part of a one-line note: "Lotus Beach Resort, 12-15 dec, 14,160 INR"."""
    if len(lines) != 1:
        return
    for part in lines_of("\n".join(_PARTS.split(lines[0].text)), lines[0].calendar):
        is_other = part.days or part.has(STAY_WORDS) or part.has(SELLERS)
        if not is_other and not any(one.is_number for one in part.amounts[:1]):
            yield _guess(part.text, FIRST_PART - A_HOTEL * part.has(SLEEPS))
            return


def _above_stay(lines: Sequence[Line]) -> Iterator[Guess[str] | None]:
    """Yield the short lines right above the days, to be asked about: most texts begin so."""
    first = next((line.number for line in lines if line.has(CHECK_IN)), 0)
    for line in lines[max(0, first - LINES_ABOVE) : first]:
        is_other = line.days or line.has(STAY_WORDS) or line.has(NO_NAME) or line.has(SELLERS)
        if not is_other and not any(map(str.isdecimal, line.text)) and "@" not in line.text:
            yield _guess(line.text, ABOVE_STAY)


def _guess(text: str, cost: float) -> Guess[str] | None:
    """Return a name within its limits, or None."""
    name = _TAIL.sub("", text.strip()).strip("\"'“”*_`✓✔•·-–—,.:;| ")
    name = " ".join(name.split())
    if name.count("«") != name.count("»") or name.startswith("«"):
        name = name.strip("«»")
    if not SHORTEST <= len(name) <= LONGEST_TITLE or not any(map(str.isalpha, name)):
        return None
    if "@" in name or "://" in name or SELLERS.after(cut(level(name)), 0) is not None:
        return None
    return Guess(name, cost)


def _merged(guesses: Sequence[Guess[str]]) -> list[Guess[str]]:
    """Return guesses with one spelling per name: the first one."""
    spelt: dict[str, str] = {}
    return [
        Guess(spelt.setdefault(" ".join(level(one.meaning).text.split()), one.meaning), one.cost)
        for one in guesses
    ]
