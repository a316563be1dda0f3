"""No language lacks a string, and the check would notice."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.locales import catalogues, translator
from domain.accounts.travellers import LANGUAGES
from domain.money import Money


def test_every_language_is_complete() -> None:
    assert set(catalogues.catalogued_languages()) | {"en"} == set(LANGUAGES)
    assert catalogues.find_problems() == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('msgid "🏠 Home"\nmsgstr ""', "no translation of '🏠 Home'"),
        ('msgid "Nobody says this"\nmsgstr "यह"', "nobody asks for 'Nobody says this'"),
        (
            'msgid "Which {place} do you mean?"\nmsgstr "कौन-सा {where}?"',
            "other fields or tags than in 'Which {place} do you mean?'",
        ),
        (
            'msgid "🌐 <b>Which language?</b>"\nmsgstr "<i>कौन-सी भाषा?</i>"',
            "other fields or tags than in '🌐 <b>Which language?</b>'",
        ),
    ],
)
def test_the_check_names_what_is_wrong(
    entry: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hi" / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file.write_text(f"{head}{entry}\n", encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    assert f"hi: {problem}" in catalogues.find_problems()


def test_values_are_escaped_in_markup_and_plain_in_text() -> None:
    t = translator("en")
    assert (
        t.markup("Which {place} do you mean?", place="<b>&") == "Which &lt;b&gt;&amp; do you mean?"
    )
    assert t.gettext("Which {place} do you mean?", place="<b>&") == "Which <b>& do you mean?"


def test_money_dates_and_ages_follow_the_language() -> None:
    english, hindi = translator("en"), translator("hi")
    assert english.money(Money.of("123456.5", "INR")) == "₹1,23,456"
    assert english.money(Money.of("99.5", "USD")) == "$99.50"
    assert english.money(Money.of("12000", "JPY")) == "JP¥12,000"
    assert english.days(date(2026, 12, 12), date(2026, 12, 15)) == "12–15 Dec"
    assert english.days(date(2026, 12, 30), date(2027, 1, 2)) == "30 Dec – 2 Jan"
    assert hindi.short_day(date(2026, 12, 12)) == "12 दिस॰"
    assert english.percent(Decimal("5.25")) == "5.2%"
    assert english.ago(timedelta(minutes=7)) == "7 minutes ago"
    assert hindi.ago(timedelta(minutes=7)) == "7 मिनट पहले"
    noon = datetime(2026, 12, 12, 12, tzinfo=UTC)
    assert english.moment(noon, "Asia/Kolkata") == "12 Dec 2026, 5:30 pm"


def test_an_unknown_language_is_english() -> None:
    assert translator("xx").language == "en"
