"""Finds what should not be in a chat: keys, passwords, document and card numbers. Pure.

A word alone is harmless ("I forgot my password"): something next to it must be the secret itself.
"""

import re
from enum import StrEnum
from typing import Any

BLANK = "[confidential]"


class Confidential(StrEnum):
    """The kinds of secrets."""

    KEY = "key"
    PASSWORD = "password"  # noqa: S105 - a kind
    DOCUMENT = "document"
    CARD = "card"


# Our personal keys and webhook secrets, JWTs, bot tokens, and the keys of well-known services.
_KEY = (
    r"\boh_[A-Za-z0-9_-]{20,}|\bwhsec_[A-Za-z0-9+/=]{20,}"
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|\b\d{8,10}:[\w-]{35}\b"
    r"|\bsk[-_](?:live[-_]|test[-_]|proj[-_])?[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
_KEYS = re.compile(_KEY)
# A deep link's payload is random letters, which may look like anything; nobody typed it.
_PAYLOAD = re.compile(
    r"(?:\A\s*/start(?:@\w+)?\s+(?=\S+\s*\Z)|\bt\.me/\w+\?start(?:group)?=)"
    rf"(?!{_KEY})[A-Za-z0-9_-]{{1,64}}(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_WORD = (
    r"(?:pass(?:word|code|phrase)?|pwd|contraseñ?a|clave|парол[ья]|пасс?ворд|पासवर्ड|पासकोड|"
    r"kennwort|passwort|mot de passe)"
)
# After a colon anything is one; after "is" only what is not an ordinary word.
_PASSWORD_TOLD = re.compile(rf"\b{_WORD}\b\s*[:=]\s*(?P<told>\S{{4,}})", re.IGNORECASE)
_PASSWORD_SAID = re.compile(
    rf"\b{_WORD}\b\s*(?:is|es|это|—|–|-|है)?\s+[\"'«“]?(?P<told>[^\s\"'»”]{{6,}})", re.IGNORECASE
)
_DOCUMENT_WORD = (
    r"(?:passports?|pasaportes?|паспорт[а-я]*|загранпаспорт[а-я]*|पासपोर्ट|pan(?: card)?|пан|पैन|"
    r"aadhaa?r|आधार|dni|nie|id card|driving licen[cs]e|ssn|снилс|инн)"
)
_NUMBER = r"(?:[A-Z]{0,3}[ -]?\d[\dA-Z -]{4,16}\d[A-Z]?)"
_DOCUMENT_NAMED = re.compile(
    rf"(?:\b|(?<=\W)){_DOCUMENT_WORD}\b\D{{0,24}}?(?P<number>{_NUMBER})", re.IGNORECASE
)
_PAN = re.compile(r"\b[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]\b", re.IGNORECASE)
# Without padding it is a long word, or one letter held down.
_MRZ = re.compile(r"[PVIAC][A-Z<][A-Z]{3}(?=[A-Z]*<)[A-Z<]{20,}")
# A line with nothing but a passport number, in the format of India and many others.
_BARE = re.compile(r"\s*[A-Z]{1,2}\d{7}\s*")
_AADHAAR = re.compile(r"(?<![\d-])[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?![\d-])")
_CARD = re.compile(
    r"(?<![\d-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}[ -]\d{6}[ -]\d{5}|\d{13,19})(?![\d-])"
)
LEAST_DIGITS = 5
_MULTIPLY = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTE = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def confidential_in(text: str) -> Confidential | None:
    """Return the kind of secret in a text, or None."""
    text = _PAYLOAD.sub(" ", text)
    if _KEYS.search(text):
        return Confidential.KEY
    if _PASSWORD_TOLD.search(text) or any(
        _is_secret(found["told"]) for found in _PASSWORD_SAID.finditer(text)
    ):
        return Confidential.PASSWORD
    if _holds_document(text):
        return Confidential.DOCUMENT
    if any(_is_card(found[0]) for found in _CARD.finditer(text)):
        return Confidential.CARD
    return None


def _is_secret(word: str) -> bool:
    """Return whether a word is one that people do not write: letters mixed with digits or
    symbols.
    """
    inner = word.strip(".,!?;:)(…\"'")
    has_letter, has_digit = any(map(str.isalpha, inner)), any(map(str.isdecimal, inner))
    return has_digit and (has_letter or len(inner) >= LEAST_DIGITS)


def _holds_document(text: str) -> bool:
    if _PAN.search(text) or _MRZ.search(text.upper()) or _BARE.fullmatch(text):
        return True
    named = (found["number"] for found in _DOCUMENT_NAMED.finditer(text))
    if any(sum(map(str.isdecimal, number)) >= LEAST_DIGITS for number in named):
        return True
    return any(_is_aadhaar(found[0]) for found in _AADHAAR.finditer(text))


def _is_aadhaar(number: str) -> bool:
    """Return whether a number's check digit is right by Verhoeff's algorithm, as in an Aadhaar."""
    check = 0
    for place, digit in enumerate(reversed([int(d) for d in number if d.isdecimal()])):
        check = int(_MULTIPLY[check][int(_PERMUTE[place % 8][digit])])
    return check == 0


def _is_card(number: str) -> bool:
    """Return whether a number's check digit is right by Luhn's algorithm, as on a card."""
    digits = [int(d) for d in number if d.isdecimal()]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def blanked(content: Any) -> Any:
    """Return JSON with texts that contain secrets blanked."""
    if isinstance(content, dict):
        return {key: blanked(value) for key, value in content.items()}
    if isinstance(content, list):
        return [blanked(value) for value in content]
    return BLANK if isinstance(content, str) and confidential_in(content) else content
