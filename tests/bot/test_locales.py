"""No language lacks a string, and the check would notice."""

import ast
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bot.locales import catalogues, translator
from bot.sending.profile import commands, description, short_description
from domain.accounts.travellers import guess_language
from domain.languages import LANGUAGES, Language
from domain.money import Money

LONGEST_ON_A_BUTTON = 24


def test_every_language_is_complete() -> None:
    assert catalogues.find_problems() == []


def test_a_new_language_gets_its_catalogue_by_extracting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = Language("French", "Français", "fr_FR", "Latn", ("FR", "BE"), ("fr",))
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogues, "LANGUAGES", {"en": LANGUAGES["en"], "fr": french})
    lacking = catalogues.update_catalogues()["fr"]
    written = catalogues.read_catalogue("fr")
    assert (tmp_path / "fr/LC_MESSAGES/bot.po").exists()
    assert lacking == sum(1 for message in written if message.id) > 1_000
    assert written.num_plurals == 2


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
            'msgid "🔔 Track"\nmsgstr "🔔 Track"',
            "left in English in '🔔 Track': Track",
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


def test_a_plural_form_for_many_numbers_must_name_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
        '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
    )
    entry = 'msgid "{count} night"\nmsgid_plural "{count} nights"\n'
    problem = "ru: other fields or tags than in '{count} night'"
    file = tmp_path / "ru" / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    for one, wrong in (("ночь", True), ("{count} ночь", False)):
        forms = f'msgstr[0] "{one}"\nmsgstr[1] "{{count}} ночи"\nmsgstr[2] "{{count}} ночей"\n'
        file.write_text(f"{head}{entry}{forms}", encoding="utf-8")
        assert (problem in catalogues.find_problems()) is wrong


@pytest.mark.parametrize(
    ("language", "original", "translated", "left"),
    [
        ("ru", "🔔 Track", "🔔 Track", {"Track"}),
        ("hi", "💬 Open the chat", "💬 Chat खोलें", {"Chat"}),
        ("ru", "Track {count} hotel", "Следить: {count} hotels", {"hotels"}),
        ("es", "📤 Share <b>{name}</b>", "📤 Share <b>{name}</b>", {"Share"}),
        ("es", "Hotel", "Hotel", set()),
        ("es", "{hours} h", "{hours} h", set()),
        ("ru", "<b>{place}</b> · {stay}", "<b>{place}</b> · {stay}", set()),
        ("hi", "/help shows it", "/help में देखें", set()),
        ("ru", "Write to asha@example.com", "Напишите на asha@example.com", set()),
        ("hi", "Prices in INR on Google", "Google पर दाम INR में", set()),
        ("hi", "It is on Telegram", "यह Telegram पर है, just now", {"just", "now"}),
    ],
)
def test_english_that_is_left_is_found(
    language: str, original: str, translated: str, left: set[str]
) -> None:
    assert catalogues.english_left(Message(original, translated), language) == left


def _texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _labels() -> set[str]:
    """Return the message ids that stand on buttons."""
    found = set()
    for path in catalogues.SOURCES[0].rglob("*.py"):
        tree = ast.parse(path.read_text())
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        if path.stem != "buttons" and path.parent.name != "buttons":
            calls = [
                inner
                for call in calls
                if isinstance(call.func, ast.Name) and call.func.id in {"button", "link"}
                for inner in ast.walk(call)
                if isinstance(inner, ast.Call)
            ]
        for call in calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr in {"gettext", "ngettext"}:
                first = call.args[0]
                assert isinstance(first, ast.Constant)
                found.add(str(first.value))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_buttons(language: str) -> None:
    labels = _labels()
    assert {"🏠 Home", "🔍 Search", "💬 Open the chat"} <= labels
    if language == "en":
        texts = labels
    else:
        catalogue = catalogues.read_catalogue(language)
        texts = {
            form
            for message in catalogue
            if message.id and _texts(message.id)[0] in labels
            for form in _texts(message.string)
        }
    assert {text: len(text) for text in texts if len(_filled(text)) > LONGEST_ON_A_BUTTON} == {}


def _filled(text: str) -> str:
    """Return a label with something of usual length in each field."""
    return re.sub(r"\{\w+\}", "12 345", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_telegram_shows_of_the_bot_fits(language: str) -> None:
    t = translator(language)
    assert all(len(command.description) <= 256 for command in commands(t))
    assert len(description(t)) <= 512
    assert len(short_description(t)) <= 120


@pytest.mark.parametrize(
    ("code", "language"),
    [("es-MX", "es"), ("es", "es"), ("ru", "ru"), ("RU-ru", "ru"), ("hi-IN", "hi"), ("pt", "en"),
     ("pt-BR", "en"), ("uk", "en"), ("", "en"), (None, "en")],
)  # fmt: skip
def test_the_language_is_guessed_from_telegrams(code: str | None, language: str) -> None:
    assert guess_language(code) == language


def test_values_are_escaped_in_markup_and_plain_in_text() -> None:
    t = translator("en")
    assert (
        t.markup("Which {place} do you mean?", place="<b>&") == "Which &lt;b&gt;&amp; do you mean?"
    )
    assert t.gettext("Which {place} do you mean?", place="<b>&") == "Which <b>& do you mean?"


NOON = datetime(2026, 12, 12, 12, tzinfo=UTC)
NARROW, HARD = "\u202f", "\u00a0"


def plain(text: str) -> str:
    """Return a text with its special spaces as ordinary ones."""
    return text.replace(NARROW, " ").replace(HARD, " ")


@pytest.mark.parametrize(
    ("language", "large", "small", "number"),
    [
        ("en", "₹1,23,456", "$99.50", "1,234.5"),
        ("hi", "₹1,23,456", "$99.50", "1,234.5"),
        ("es", "123.456 INR", "99,50 US$", "1.234,5"),
        ("ru", "123 456 ₹", "99,50 $", "1 234,5"),
    ],
)
def test_money_and_numbers(language: str, large: str, small: str, number: str) -> None:
    t = translator(language)
    assert plain(t.money(Money.of("123456.5", "INR"))) == large
    assert plain(t.money(Money.of("99.5", "USD"))) == small
    assert plain(t.number(Decimal("1234.5"))) == number


def test_a_price_does_not_break_between_number_and_sign() -> None:
    assert translator("ru").money(Money.of("1234", "EUR")) == f"1{HARD}234{HARD}€"
    assert translator("es").money(Money.of("1234", "EUR")) == f"1.234{HARD}€"


def test_the_yen_has_no_minor_unit() -> None:
    assert translator("en").money(Money.of("12000", "JPY")) == "JP¥12,000"


@pytest.mark.parametrize(
    ("language", "near", "far", "year", "weekday", "month"),
    [
        ("en", "12–15 Dec", "30 Dec – 2 Jan", "12 Dec 2026", "Sat, 12 Dec", "December 2026"),
        ("hi", "12–15 दिस॰", "30 दिस॰ – 2 जन॰", "12 दिस॰ 2026", "शनि, 12 दिस॰", "दिसंबर 2026"),
        ("es", "12–15 dic", "30 dic – 2 ene", "12 dic 2026", "sáb, 12 dic", "Diciembre 2026"),
        ("ru", "12–15 дек.", "30 дек. – 2 янв.", "12 дек. 2026 г.", "сб, 12 дек.",
         "Декабрь 2026"),
    ],
)  # fmt: skip
def test_days(language: str, near: str, far: str, year: str, weekday: str, month: str) -> None:
    t = translator(language)
    day = date(2026, 12, 12)
    assert t.days(day, date(2026, 12, 15)) == near
    assert t.days(day, day) == t.short_day(day)
    assert t.days(date(2026, 12, 30), date(2027, 1, 2)) == far
    assert plain(t.full_day(day)) == year
    assert t.day(day) == weekday
    assert t.month(day) == month


@pytest.mark.parametrize(
    ("language", "time", "first", "small", "large"),
    [
        ("en", "5:30 pm", 6, "5.2%", "12%"),
        ("hi", "5:30 pm", 6, "5.2%", "12%"),
        ("es", "17:30", 0, "5,2 %", "12 %"),
        ("ru", "17:30", 0, "5,2 %", "12 %"),
    ],
)
def test_clock_week_and_percent(
    language: str, time: str, first: int, small: str, large: str
) -> None:
    t = translator(language)
    assert t.clock_time(NOON, "Asia/Kolkata") == time
    assert t.moment(NOON, "Asia/Kolkata") == f"{t.full_day(NOON.date())}, {time}"
    assert t.first_weekday == first
    assert t.weekdays()[0] == t.locale.days["stand-alone"]["short"][first]
    assert plain(t.percent(Decimal("5.25"))) == small
    assert plain(t.percent(Decimal("12.4"))) == large


@pytest.mark.parametrize(
    ("language", "past", "minute", "future", "choice"),
    [
        ("en", "7 minutes ago", "1 minute ago", "in 3 hours", "A, B or C"),
        ("hi", "7 मिनट पहले", "1 मिनट पहले", "3 घंटे में", "A, B या C"),
        ("es", "hace 7 minutos", "hace 1 minuto", "dentro de 3 horas", "A, B o C"),
        ("ru", "7 минут назад", "1 минуту назад", "через 3 часа", "A, B или C"),
    ],
)
def test_ages_waits_and_lists(
    language: str, past: str, minute: str, future: str, choice: str
) -> None:
    t = translator(language)
    assert t.ago(timedelta(minutes=7)) == past
    assert t.ago(timedelta(minutes=1)) == minute
    assert t.ahead(timedelta(hours=3)) == future
    assert t.alternatives(["A", "B", "C"]) == choice


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {1: "1 night", 2: "2 nights", 21: "21 nights"}),
        ("hi", {1: "1 रात", 2: "2 रातें", 21: "21 रातें"}),
        ("es", {1: "1 noche", 2: "2 noches", 21: "21 noches"}),
        (
            "ru",
            {
                1: "1 ночь", 2: "2 ночи", 4: "4 ночи", 5: "5 ночей", 11: "11 ночей",
                12: "12 ночей", 21: "21 ночь", 22: "22 ночи", 25: "25 ночей", 111: "111 ночей",
            },
        ),
    ],
)  # fmt: skip
def test_plurals(language: str, forms: dict[int, str]) -> None:
    t = translator(language)
    told = {number: t.ngettext("{count} night", "{count} nights", number) for number in forms}
    assert told == forms


def test_a_sentence_that_ends_in_a_day_has_one_full_stop() -> None:
    t = translator("ru")
    day = t.full_day(date(2026, 12, 12))
    assert day.endswith("г.")
    said = "{day} has passed: today is {today}. Choose a later day to fly."
    assert ".." not in t.gettext(said, day=day, today=day)
    moved = "⌛ <b>This price is from {moment}.</b> I no longer update this message.\n"
    assert ".." not in t.markup(moved, moment=t.markup("<b>{day}</b>", day=day))
    assert translator("en").gettext("That was {moment}.", moment="then") == "That was then."


def test_an_unknown_language_is_english() -> None:
    assert translator("xx").language == "en"


def test_an_american_reads_the_month_first() -> None:
    first, last = date(2026, 12, 12), date(2026, 12, 15)
    assert translator("en", "US").days(first, last) == "Dec 12–15"
    assert translator("en", "US").dated_days(first, last) == "Dec 12–15, 2026"
    assert translator("en", "GB").days(first, last) == "12–15 Dec"
    assert translator("en", "US").number(1_234_567) == "1,234,567"
    assert translator("en", "IN").number(1_234_567) == "12,34,567"
