"""The cost of a word that no reader takes, by its kind and by the request. Pure."""

from domain.reading.common_words import ordinary_words
from domain.reading.kinds import Kind
from domain.reading.meanings import Request
from domain.reading.requests import FLYING_FROM
from domain.reading.tokens import Token

# The cost of a leftover word.
LEFT: dict[Kind, float] = {
    Kind.UNKNOWN: 3.0, Kind.NUMBER: 3.0, Kind.YEAR: 3.0, Kind.ISO: 3.5, Kind.SLASHED: 3.5,
    Kind.MONTH: 3.0, Kind.WEEKDAY: 3.0, Kind.NEARDAY: 3.0, Kind.TONIGHT: 3.0, Kind.HOLIDAY: 3.0,
    Kind.WEEKEND: 3.0, Kind.NIGHT: 1.6, Kind.DAYS: 1.2, Kind.WEEK: 1.4, Kind.MONTHS: 1.2,
    Kind.NEXT: 0.8, Kind.THIS: 0.4, Kind.ORDINAL: 1.0, Kind.PARTOF: 0.8, Kind.WITHIN: 0.15,
    Kind.LATER: 0.5, Kind.TO: 0.15, Kind.DASH: 0.1, Kind.UPTO: 0.25, Kind.SE: 0.1, Kind.FROM: 0.2,
    Kind.OF: 0.05, Kind.A: 0.05, Kind.AND: 0.05, Kind.IN: 0.05, Kind.FOR: 0.1, Kind.NO: 0.9,
    Kind.PLUS: 0.1, Kind.NEAR: 0.6, Kind.ME: 0.3, Kind.AIRPORT: 1.5, Kind.ADULT: 1.2,
    Kind.CHILD: 2.0, Kind.ROOM: 0.1, Kind.YEARS: 1.2, Kind.AGED: 1.0, Kind.FAMILY: 0.3,
    Kind.COUPLE: 1.5, Kind.ALONE: 1.5, Kind.GROUP: 1.5, Kind.CURRENCY: 2.0, Kind.THOUSAND: 1.5,
    Kind.UNDER: 2.0, Kind.ATMOST: 1.2, Kind.BUDGET: 0.2, Kind.ORLESS: 1.5, Kind.NIGHTLY: 1.0,
    Kind.TOTAL: 1.0, Kind.STAR: 1.5, Kind.RATED: 1.2, Kind.ORMORE: 1.0, Kind.WISH: 2.0,
    Kind.PLAIN: 0.02, Kind.STAY: 0.02, Kind.FLIGHT: 2.2, Kind.PACKAGE: 2.2, Kind.TOUR: 0.4,
    Kind.CABIN: 1.0, Kind.RETURN: 0.8, Kind.ONEWAY: 1.5, Kind.INFANT: 2.0, Kind.DAYTIME: 0.4,
    Kind.BUT: 0.6, Kind.WE: 0.02, Kind.CHANGE: 0.8, Kind.BEDS: 1.2,
}  # fmt: skip
DEAREST = 4.0
# An ordinary word that is in no list says little.
ORDINARY = 1.0
# A few lower-case letters are hardly a name.
LITTLE_WORD, LITTLE = 3, 2.6
# The costs that differ by request. A word for the request itself costs more left over than taken:
# at equal cost, the two would crowd each other out of the beam.
LEFT_IN: dict[Request, dict[Kind, float]] = {
    Request.STAY: {Kind.RETURN: 1.6},
    Request.FLIGHT: {
        Kind.STAY: 2.5, Kind.ROOM: 2.5, Kind.STAR: 2.5, Kind.FLIGHT: 0.5, Kind.RETURN: 1.0,
        Kind.ONEWAY: 1.0, Kind.CABIN: 1.0, Kind.AIRPORT: 0.1, Kind.NEAR: 1.5, Kind.TOUR: 0.2,
        Kind.TO: 0.02, Kind.FROM: 0.02, Kind.SE: 0.02, Kind.UPTO: 0.05,
    },
    Request.PACKAGE: {
        Kind.FLIGHT: 0.5, Kind.PACKAGE: 0.5, Kind.RETURN: 0.1, Kind.TOUR: 0.5, Kind.TO: 0.02,
        Kind.FROM: 0.02, Kind.SE: 0.02, Kind.CABIN: 0.3,
    },
    Request.TOUR: {
        Kind.TOUR: 0.5, Kind.NIGHT: 0.4, Kind.FLIGHT: 1.5, Kind.RETURN: 1.6, Kind.DAYS: 0.3,
        Kind.TO: 0.02, Kind.FROM: 0.02, Kind.DASH: 0.02, Kind.PACKAGE: 0.8,
    },
    Request.COMMAND: dict.fromkeys(Kind, 5.0),
    Request.TALK: dict.fromkeys(Kind, 5.0),
}  # fmt: skip
for _request in (Request.COMMAND, Request.TALK):
    for _little in (Kind.PLAIN, Kind.A, Kind.OF, Kind.AND, Kind.IN, Kind.FOR, Kind.DASH, Kind.THIS):
        LEFT_IN[_request][_little] = 0.4
    # "Change currency to euro" opens the settings.
    LEFT_IN[_request][Kind.CURRENCY], LEFT_IN[_request][Kind.TO] = 0.6, 0.4
    LEFT_IN[_request][Kind.ME] = LEFT_IN[_request][Kind.WE] = 0.4


def cost_of_leaving(token: Token, request: Request, text: str) -> float:
    """Return the cost of a word that no proposal takes."""
    cost = LEFT_IN[request].get(token.kind, LEFT.get(token.kind, DEAREST))
    is_name = token.start > 0 and text[token.start].isupper() and not text.isupper()
    if token.kind is Kind.UNKNOWN and token.word in ordinary_words() and not is_name:
        return min(cost, ORDINARY)
    if token.kind is Kind.UNKNOWN and len(token.word) <= LITTLE_WORD and not is_name:
        return min(cost, LITTLE)
    if token.kind is Kind.FROM and token.word in FLYING_FROM and request is Request.STAY:
        return LEFT[Kind.FLIGHT]
    return cost
