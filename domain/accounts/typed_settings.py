"""Settings as people type them, read into what is stored. Pure."""

import pycountry

from domain.accounts.errors import TimeZoneUnknown
from domain.clock import known_zones
from domain.errors import CurrencyUnknown
from domain.money import is_spent

SIGNS = {"₹": "INR", "RS": "INR", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}


def read_currency(text: str) -> str:
    """Return the ISO 4217 code that `text` means: "usd", "€", "baht". Raises CurrencyUnknown.

    Several countries share a word ("dollar"): only a full name or a code counts.
    """
    wish = text.strip().upper().rstrip(".")
    if wish in SIGNS:
        return SIGNS[wish]
    try:
        found = pycountry.currencies.lookup(wish)
    except LookupError:
        raise CurrencyUnknown(text.strip()) from None
    if not is_spent(found.alpha_3):
        raise CurrencyUnknown(text.strip())
    return str(found.alpha_3)


def read_time_zone(text: str) -> str:
    """Return the IANA zone named by `text`, in full or by its city. Raises TimeZoneUnknown."""
    wish = "_".join(text.split()).lower()
    zones = known_zones()
    whole = next((zone for zone in zones if zone.lower() == wish), None)
    if whole is not None:
        return whole
    by_city = sorted(
        zone for zone in zones if "/" in zone and zone.lower().rsplit("/", 1)[1] == wish
    )
    if not by_city:
        raise TimeZoneUnknown(text.strip())
    return by_city[0]
