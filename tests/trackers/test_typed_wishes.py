"""What is typed of a tracker's wishes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.checks.cadence import Frequency
from domain.reading.amounts import Writer
from domain.reading.day_pieces import Calendar
from domain.reading.errors import AmountNotUnderstood
from domain.trackers.errors import (
    DaysOutOfRange,
    EndNotUnderstood,
    FrequencyNotUnderstood,
    NameNotUsable,
    ThresholdNotUnderstood,
)
from domain.trackers.typed_wishes import (
    read_days,
    read_end,
    read_frequency,
    read_name,
    read_terms,
)

TODAY = date(2026, 11, 24)
INDIAN = Writer("en", "INR", "IN")
CALENDAR = Calendar(TODAY, "IN")


@pytest.mark.parametrize(
    ("text", "frequency", "hours"),
    [
        ("smart", Frequency.SMART, None),
        ("15m", Frequency.MINUTES_15, None),
        ("1h", Frequency.HOURLY, None),
        ("every hour", Frequency.HOURLY, None),
        ("every 3 hours", Frequency.CUSTOM, 3),
        ("every 90 minutes", Frequency.CUSTOM, 1.5),
        ("1.5 h", Frequency.CUSTOM, 1.5),
        ("Daily", Frequency.DAILY, None),
        ("24 hours", Frequency.DAILY, None),
        ("हर 3 घंटे", Frequency.CUSTOM, 3),
        ("cada 3 horas", Frequency.CUSTOM, 3),
        ("cada 2 días", Frequency.CUSTOM, 48),
        ("каждые 3 часа", Frequency.CUSTOM, 3),
    ],
)
def test_how_often_is_read_in_every_language(
    text: str, frequency: Frequency, hours: float | None
) -> None:
    interval = None if hours is None else timedelta(hours=hours)
    assert read_frequency(text) == (frequency, interval)


@pytest.mark.parametrize("text", ["", "often", "3", "3 hours 5 minutes", f"{'9' * 400} hours"])
def test_what_does_not_tell_how_often_is_refused(text: str) -> None:
    with pytest.raises(FrequencyNotUnderstood):
        read_frequency(text)


@pytest.mark.parametrize(
    ("text", "percent", "amount"),
    [
        ("5%", "5", None),
        ("7.5 %", "7.5", None),
        ("10", "10", None),
        ("₹2,000", None, "2000"),
        ("2000", None, "2000"),
        ("₹50", None, "50"),
        ("2k", None, "2000"),
    ],
)
def test_a_change_is_a_percentage_or_an_amount(
    text: str, percent: str | None, amount: str | None
) -> None:
    assert read_terms(RuleKind.PRICE_DROP, text, INDIAN) == RuleTerms(
        RuleKind.PRICE_DROP,
        percent=None if percent is None else Decimal(percent),
        amount=None if amount is None else Decimal(amount),
    )


def test_a_target_is_an_amount_always() -> None:
    terms = read_terms(RuleKind.TARGET_PRICE, "80", INDIAN)
    assert terms == RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(80))
    with pytest.raises(AmountNotUnderstood):
        read_terms(RuleKind.TARGET_PRICE, "cheap", INDIAN)
    with pytest.raises(ThresholdNotUnderstood):
        read_terms(RuleKind.PRICE_RISE, "much", INDIAN)


@pytest.mark.parametrize("text", ["2026-12-05", "5 dec", "5 дек", "5 de diciembre"])
def test_the_last_day_is_read(text: str) -> None:
    assert read_end(text, CALENDAR) == date(2026, 12, 5)


def test_what_is_no_day_no_number_and_no_name_is_refused() -> None:
    with pytest.raises(EndNotUnderstood):
        read_end("whenever", CALENDAR)
    with pytest.raises(EndNotUnderstood):
        read_end("31 feb", CALENDAR)
    assert [read_days(text, 7) for text in ("3", "3 days", "±2")] == [3, 3, 2]
    for text in ("8", "-1", "x", ""):
        with pytest.raises(DaysOutOfRange):
            read_days(text, 7)
    assert read_name("  Anna's \n birthday ") == "Anna's birthday"
    for text in (" \n", "x" * 101):
        with pytest.raises(NameNotUsable):
            read_name(text)
