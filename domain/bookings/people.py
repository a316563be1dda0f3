"""Reads guests as typed: names in any script, contacts, documents. Pure.

Names are as in a passport: letters and marks of any script, with spaces, hyphens, apostrophes and
full stops between them. "López, María" marks the last name; without a comma it is the last word.
"""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from domain.bookings.errors import (
    ContactMailNotUsable,
    GuestNameIncomplete,
    GuestNameNotUsable,
    GuestNameTooLong,
    PanNotUsable,
    PassportNotUsable,
    PhoneNotUsable,
    PhoneWithoutCountry,
    RequestsTooLong,
)
from domain.names import is_visible
from domain.suppliers.booking_contract import Contact, Document, DocumentKind, Guest, Title

LONGEST_NAME = 40
LONGEST_EMAIL = 254
LONGEST_REQUESTS = 300
# ITU-T E.164: at most fifteen digits including the country code; no number has fewer than seven.
FEWEST_DIGITS, MOST_DIGITS = 7, 15
BETWEEN = frozenset(" -'’.·ʼ")
# Zero-width joiners shape letters in Indic and Persian names, and belong to them.
JOINERS = frozenset("\u200c\u200d")
# Where they shape nothing they are invisible: at an edge, doubled, in scripts that do not join.
_SHAPING = re.compile(r"(?<=[\u0590-\u1fff])[\u200c\u200d](?=[\u0590-\u1fff])")
# No script stacks more marks on a letter.
MOST_MARKS = 5
TITLES = {"mr": Title.MR, "ms": Title.MS, "mrs": Title.MRS, "miss": Title.MS}
PAN = re.compile(r"[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]")
PASSPORT = re.compile(r"[A-Z0-9]{5,12}")


def read_guest(text: str) -> Guest:
    """Return an adult by a full name. Raises a GuestName… refusal."""
    whole = _tidy(text)
    title, whole = _split_title(whole)
    last, comma, first = (part.strip() for part in whole.partition(","))
    if not comma:
        words = whole.split(" ")
        first, last = " ".join(words[:-1]), words[-1]
    for part in filter(None, (first, last)):
        _require_name(part, text)
    if not first or not last:
        raise GuestNameIncomplete(text.strip())
    return Guest(first, last, title)


def _tidy(text: str) -> str:
    """Return a name in the letters that a passport has: no full-width, bold or joined shapes."""
    normal = unicodedata.normalize("NFKC", text.strip())
    shaping = {found.start() for found in _SHAPING.finditer(normal)}
    kept = "".join(c for at, c in enumerate(normal) if c not in JOINERS or at in shaping)
    return " ".join(kept.replace("、", ",").split())


def _split_title(name: str) -> tuple[Title | None, str]:
    first, _space, rest = name.partition(" ")
    title = TITLES.get(first.rstrip(".").casefold())
    return (title, rest) if title is not None and rest else (None, name)


def _require_name(name: str, text: str) -> None:
    if any(not _may_stand_in_name(letter) for letter in name) or not any(map(_is_letter, name)):
        raise GuestNameNotUsable(text.strip())
    if _most_marks(name) > MOST_MARKS:
        raise GuestNameNotUsable(text.strip())
    if len(name) > LONGEST_NAME:
        raise GuestNameTooLong(text.strip(), LONGEST_NAME)


def _most_marks(name: str) -> int:
    """Return how many marks stand on one letter at most."""
    kinds = "".join(unicodedata.category(character)[0] for character in name)
    return max(map(len, re.findall("M+", kinds)), default=0)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L") and is_visible(character)


def _may_stand_in_name(character: str) -> bool:
    return (
        unicodedata.category(character)[0] in "LM" or character in BETWEEN or character in JOINERS
    )


def read_contact(text: str) -> Contact:
    """Return an e-mail address and a telephone number from a text that holds both.

    Raises ContactMailNotUsable, PhoneNotUsable or PhoneWithoutCountry.
    """
    words = text.replace(",", " ").replace(";", " ").split()
    mails = [word for word in words if "@" in word]
    if len(mails) != 1:
        raise ContactMailNotUsable(text.strip())
    rest = " ".join(word for word in words if word not in mails)
    return Contact(read_mail(mails[0]), read_phone(rest))


def read_mail(text: str) -> str:
    """Return an e-mail address. Raises ContactMailNotUsable."""
    try:
        found = validate_email(
            unicodedata.normalize("NFC", text.strip())[: LONGEST_EMAIL + 1],
            check_deliverability=False,
        )
    except EmailNotValidError as error:
        raise ContactMailNotUsable(text.strip()) from error
    return found.normalized


def read_phone(text: str) -> str:
    """Return a telephone number as "+919876543210", from digits of any script.

    Raises PhoneNotUsable or, without a country's code, PhoneWithoutCountry.
    """
    digits = "".join(_plain(character) for character in text.strip())
    bare = re.sub(r"[\s().\-–/]", "", digits)
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    number = bare.removeprefix("+")
    if not (number.isascii() and number.isdecimal()):
        raise PhoneNotUsable(text.strip())
    if not FEWEST_DIGITS <= len(number) <= MOST_DIGITS:
        raise PhoneNotUsable(text.strip())
    if not bare.startswith("+") or number.startswith("0"):
        raise PhoneWithoutCountry(text.strip())
    return f"+{number}"


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character.replace("＋", "+") if digit is None else str(digit)


def read_document(kind: DocumentKind, text: str) -> Document:
    """Return a document by its number. Raises PanNotUsable or PassportNotUsable."""
    number = re.sub(r"[\s\-]", "", "".join(_plain(one) for one in text)).upper()
    if kind is DocumentKind.PAN:
        if not PAN.fullmatch(number):
            raise PanNotUsable
    elif not PASSPORT.fullmatch(number) or not any(map(str.isdecimal, number)):
        raise PassportNotUsable
    return Document(kind, number)


def read_requests(text: str) -> str:
    """Return words for the hotel. Raises RequestsTooLong."""
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c in {"\n", *JOINERS})
    words = "\n".join(filter(None, (" ".join(line.split()) for line in kept.splitlines())))
    if len(words) > LONGEST_REQUESTS:
        raise RequestsTooLong(len(words), LONGEST_REQUESTS)
    return words
