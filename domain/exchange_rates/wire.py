"""Reads the formats in which rates are published.

The European Central Bank's daily file (eurofxref-daily.xml, working days about 16:00 CET, some 30
currencies)::

    <gesmes:Envelope><Cube><Cube time="2026-11-27"><Cube currency="USD" rate="1.0705"/>…

The wider source's (ExchangeRate-API's open access, once a day, some 160 currencies)::

    {"result": "success", "base_code": "EUR", "time_last_update_unix": 1748390402,
     "rates": {"EUR": 1, "KWD": 0.331, …}}
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree as ET

from domain.exchange_rates.contract import Published, RateSource, RatesUnavailable
from domain.money import is_spent

# Namespaces change with the version, local names do not.
CUBE = "{*}Cube"
# The plausible range of a rate (a euro buys a million Iranian rials).
MOST = Decimal(10) ** 8
LEAST = Decimal(10) ** -8


def read_ecb(content: bytes) -> Published:
    """Read the daily file. Raises `RatesUnavailable`."""
    source = RateSource.ECB
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RatesUnavailable(source, "a document type")  # never expanded
    try:
        envelope = ET.fromstring(content)  # noqa: S314 - without entities, see above
    except ET.ParseError:
        raise RatesUnavailable(source, "no XML") from None
    for cube in envelope.iter():
        if cube.tag.endswith("Cube") and "time" in cube.attrib:
            rates = [(one.get("currency"), one.get("rate")) for one in cube.findall(CUBE)]
            return _published(source, _day(source, cube.get("time")), rates)
    raise RatesUnavailable(source, "time")


def read_wider(content: bytes) -> Published:
    """Read the wider source's answer. Raises `RatesUnavailable`."""
    source = RateSource.WIDER
    try:
        answer = json.loads(content, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        raise RatesUnavailable(source, "no JSON") from None
    if not isinstance(answer, dict) or answer.get("result") != "success":
        raise RatesUnavailable(source, "result")
    if answer.get("base_code") != "EUR":
        raise RatesUnavailable(source, "base_code")
    rates = answer.get("rates")
    if not isinstance(rates, dict):
        raise RatesUnavailable(source, "rates")
    try:
        moment = datetime.fromtimestamp(int(answer["time_last_update_unix"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise RatesUnavailable(source, "time_last_update_unix") from None
    return _published(source, moment.date(), rates.items())


def _day(source: RateSource, text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise RatesUnavailable(source, "time") from None


def _published(source: RateSource, day: date, told: Iterable[tuple[Any, Any]]) -> Published:
    """Keep the usable rates: for ISO currency codes, and plausible."""
    rates = {
        code: rate
        for code, value in told
        if isinstance(code, str) and is_spent(code) and (rate := _rate(value)) is not None
    }
    if not rates:
        raise RatesUnavailable(source, "rates")
    return Published(day, {**rates, "EUR": Decimal(1)})


def _rate(value: Any) -> Decimal | None:
    try:
        rate = Decimal(value) if isinstance(value, str | Decimal) else None
    except InvalidOperation:
        return None
    return rate if rate is not None and rate.is_finite() and LEAST < rate < MOST else None
