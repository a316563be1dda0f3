"""What places are called in English: Nainital, and not Naini Tāl, as the data package has it.

`english_names.tsv` lists them by country and the name in the data package. Where a country does not
write in Latin letters, the package's name is a gazetteer's transliteration, whose marks no
traveller writes: without them it is the English name (Rishīkesh is Rishikesh).
"""

import unicodedata
from functools import cache

from domain.catalog.folding import fold
from domain.catalog.tables import table_rows

# Countries whose own names are not in Latin letters, or that English writes without their marks.
TRANSLITERATED = frozenset({
    "AE", "AF", "AM", "AS", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "DZ", "EG", "ER", "ET", "GE",
    "GR", "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK",
    "LY", "MA", "MK", "MM", "MN", "MR", "MV", "NP", "NZ", "OM", "PK", "PS", "QA", "RU", "SA", "SD",
    "SY", "TH", "TJ", "TN", "TO", "TW", "UA", "US", "UZ", "VN", "WS", "YE",
})  # fmt: skip
# Chinese syllables are told apart by an apostrophe in English as well: Xi'an.
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʻʼʿʾʽ`"))
APOSTROPHES_KEPT = str.maketrans(dict.fromkeys("‘’ʻʼ", "'"))
LETTERS = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ı": "i", "ə": "a", "Ə": "A"})
KEEPS_APOSTROPHES = frozenset({"CN", "BD", "US", "IN"})
# Spanish names there keep theirs.
KEPT = frozenset("ñÑ")


def english_name(country_code: str, name: str) -> str:
    """Return the English name of a place that the data package calls `name`."""
    told = _told().get((country_code, name))
    if told is not None or name.isascii():
        return told or name
    return plain(name, country_code) if country_code in TRANSLITERATED else name


def plain(name: str, country_code: str) -> str:
    """Return a transliterated name without its marks."""
    table = APOSTROPHES_KEPT if country_code in KEEPS_APOSTROPHES else APOSTROPHES
    spread = name.translate(table).translate(LETTERS)
    return "".join(one if one in KEPT else _unmarked(one) for one in spread) or name


def _unmarked(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(one for one in apart if not unicodedata.combining(one))


def native_names(country_code: str, english: str) -> frozenset[str]:
    """Return the folded names in the data package of what is called so in English: Köln, koln."""
    return _native().get((country_code, english), frozenset())


@cache
def _native() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for (code, name), english in _told().items():
        found[code, english] = found.get((code, english), frozenset()) | {fold(name)}
    return found


@cache
def _told() -> dict[tuple[str, str], str]:
    return {(code, name): english for code, name, english in table_rows("english_names.tsv")}
