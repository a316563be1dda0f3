"""The kinds of words in a traveller's text, and patterns over kinds rather than letters.

Every kind is one letter, so a text becomes a short string of letters, and a regular expression
over that string is a grammar: `NUMBER TO NUMBER MONTH` reads "12-15 Dec", "12 to 15 December",
"12 по 15 декабря" and "12 से 15 दिसंबर" alike. The words of each language are data
(`domain.reading.words`); no language has rules of its own here.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The role of a word. The letters are arbitrary but must differ."""

    UNKNOWN = "."
    PLAIN = "p"
    # Dates
    NUMBER = "d"
    YEAR = "Y"
    ISO = "D"
    SLASHED = "S"
    MONTH = "m"
    WEEKDAY = "w"
    NEARDAY = "r"
    TONIGHT = "R"
    HOLIDAY = "z"
    WEEKEND = "W"
    NIGHT = "n"
    DAYS = "j"
    WEEK = "k"
    MONTHS = "l"
    NEXT = "x"
    THIS = "h"
    ORDINAL = "v"
    PARTOF = "V"
    WITHIN = "q"
    LATER = "b"
    # Function words
    TO = "t"
    DASH = "-"
    UPTO = "u"
    SE = "e"
    FROM = "f"
    OF = "o"
    A = "a"
    AND = "&"
    IN = "i"
    FOR = "4"
    NO = "0"
    PLUS = "+"
    NEAR = "E"
    ME = "M"
    AIRPORT = "@"
    # People
    ADULT = "A"
    CHILD = "C"
    ROOM = "O"
    YEARS = "y"
    AGED = "g"
    FAMILY = "F"
    COUPLE = "2"
    ALONE = "1"
    GROUP = "3"
    WE = "9"
    CHANGE = "8"
    BEDS = "7"
    # Money and quality
    CURRENCY = "c"
    THOUSAND = "K"
    UNDER = "U"
    ATMOST = "L"
    BUDGET = "B"
    ORLESS = "Q"
    NIGHTLY = "N"
    TOTAL = "T"
    STAR = "s"
    RATED = "G"
    ORMORE = "H"
    WISH = "X"
    # What is asked for
    STAY = "P"
    FLIGHT = "J"
    PACKAGE = "I"
    TOUR = "Z"
    CABIN = "$"
    RETURN = "%"
    ONEWAY = "~"
    INFANT = "!"
    DAYTIME = "^"
    BUT = "="


# Names in patterns that stand for any of several kinds.
GROUPS = {
    "UNTIL": (Kind.TO, Kind.DASH, Kind.UPTO, Kind.SE, Kind.A),
    "START": (Kind.FROM, Kind.OF, Kind.FOR, Kind.IN, Kind.PLAIN, Kind.A, Kind.SE),
    "LINK": (Kind.OF, Kind.PLAIN, Kind.STAY, Kind.WE, Kind.A, Kind.IN, Kind.SE),
    "PLAIN": (Kind.PLAIN, Kind.STAY, Kind.WE),
    "CHILD": (Kind.CHILD, Kind.INFANT),
    "ANYNUMBER": (Kind.NUMBER, Kind.YEAR, Kind.SLASHED),
    "JOIN": (Kind.AND, Kind.PLUS, Kind.A, Kind.PLAIN, Kind.STAY),
    "FEW": (Kind.UNDER, Kind.ATMOST, Kind.UPTO, Kind.BUDGET),
}
_NAME = re.compile(r"(?<![?<A-Z])[A-Z]+(?![A-Z>])")


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of kinds: `(?P<day>NUMBER) OF? (?P<month>MONTH)`; spaces are ignored."""

    def letters(match: re.Match[str]) -> str:
        kinds = GROUPS.get(match[0]) or (Kind[match[0]],)
        return "[" + "".join(re.escape(kind.value) for kind in kinds) + "]"

    return re.compile(_NAME.sub(letters, text).replace(" ", ""))
