"""A hotel's ids: the market's own, TravClan's number, Google's property token, LiteAPI's id.

All four can be read back into the hotel without a table, also after a restart.
"""

import base64
import binascii
import re

from .hotels import Hotel
from .market import Market

TOKEN_HEAD = b"\x0a\x12"
TOKEN_TAIL = b"\x10\x01"
LITEAPI_ID = re.compile("lp([0-9a-f]{1,16})")
MARKET_ID = re.compile(r"(\d+)-(\d{2})")


def travclan_id(hotel: Hotel) -> str:
    return str(hotel.number)


def property_token(hotel: Hotel) -> str:
    """Shaped like Google's: base64 of a small binary record that ends in a /g/11… identifier."""
    record = TOKEN_HEAD + f"/g/11{hotel.number:x}".encode() + TOKEN_TAIL
    return base64.urlsafe_b64encode(record).decode().rstrip("=")


def read_property_token(token: str) -> int | None:
    """Give the number of the hotel behind a token, or None for one that was never given."""
    try:
        record = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        text = record.removeprefix(TOKEN_HEAD).removesuffix(TOKEN_TAIL).decode()
        return int(text.removeprefix("/g/11"), 16) if text.startswith("/g/11") else None
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def liteapi_id(hotel: Hotel) -> str:
    return f"lp{hotel.number:x}"


def read_liteapi_id(text: str) -> int | None:
    """Give the number of the hotel behind an id of LiteAPI's, or None for one of another shape."""
    found = LITEAPI_ID.fullmatch(text)
    return int(found[1], 16) if found else None


def find_hotel(market: Market, any_id: str) -> Hotel | None:
    """Give the hotel with this id, whichever of its four ids it is."""
    if found := MARKET_ID.fullmatch(any_id):
        return market.hotel(int(found[1]) * 100 + int(found[2]))
    if any_id.isdigit():
        return market.hotel(int(any_id))
    number = read_liteapi_id(any_id)
    if number is None:
        number = read_property_token(any_id)
    return market.hotel(number) if number is not None else None
