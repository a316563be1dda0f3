"""What is said of a price's future, where, and how the record is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.alerts.digests import render_digest
from bot.alerts.screens import render_alert
from bot.buttons.keyboards import forecast_button, home_button, keyboard
from bot.forecasts.screens import explained, forecast_lines, record_lines
from bot.hotel.price_history_words import history_lines
from bot.locales import translator
from bot.pictures.history import describe_history
from bot.pictures.reliability import describe_reliability
from bot.pictures.style import PALETTES
from bot.sending.screen import Screen
from bot.words.rules import backtest_lines
from domain.alerts.backtest import Backtest
from domain.alerts.models import DigestKind
from domain.languages import LANGUAGES
from domain.prices.calibration import Skill, Tenth
from domain.prices.forecast_record import Part, Record
from domain.prices.forecast_statistics import Forecast, Reason
from domain.prices.forecast_views import ForecastView
from domain.prices.forecasts import fit_when_due, forecast_night, read_record
from domain.prices.values import PricePoint, PriceSeries
from domain.suppliers.cancel_rules import SHOWN_BEFORE
from tests.bot.test_delivery_rendering import ALERT
from tests.prices.test_forecasts import make_up, tell_wrongly
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ENGLISH = translator("en")
TOLD = ForecastView(Forecast(0.243, 0.21, 312, 75), "travclan")
LINE = (
    "🔮 5% or more cheaper within 7 days: 24% (usual 21%; 312 similar cases). It may also rise. "
    "/forecast"
)
NEVER = ("wait", "save", "saving", "lowest", "accura")


def lines(told: ForecastView | None, language: str = "en") -> list[str]:
    return [str(line) for line in forecast_lines(told, NOW, "UTC", translator(language))]


def part(source: str = "", kind: str = "", *, silenced: bool = False) -> Part:
    tenths = tuple(Tenth(at * 10, at / 10 + 0.05, at / 10) for at in range(10))
    return Part(source, kind, 900, 450, 120, Skill(0.1, 0.04, 0.16), 0.031, tenths, silenced)


RECORD = Record(
    date(2026, 11, 24),
    date(2026, 9, 1),
    30,
    (part(), part("travclan", "hotel"), part("serpapi", "flight", silenced=True)),
)


def test_one_line_and_no_advice() -> None:
    assert lines(TOLD) == [LINE]
    assert lines(None) == []
    assert not any(word in LINE.casefold() for word in NEVER)


@pytest.mark.parametrize(
    ("chance", "said"), [(0.001, "&lt;1%"), (0.999, "&gt;99%"), (0.005, "&lt;1%"), (0.5, "50%")]
)
def test_nothing_is_certain(chance: float, said: str) -> None:
    (line,) = lines(replace(TOLD, forecast=replace(TOLD.forecast, probability=chance)))
    assert f"within 7 days: {said} (usual" in line


def test_a_free_cancel_rate_may_be_booked_and_watched() -> None:
    told = replace(TOLD, free_cancel_until=datetime(2026, 12, 9, 18, tzinfo=UTC))
    (_, line) = lines(told)
    assert line.startswith("You can book now, keep watching and cancel for free until 9 Dec")
    assert lines(replace(told, free_cancel_until=NOW)) == [LINE]
    soon = NOW + SHOWN_BEFORE / 2
    assert lines(replace(told, free_cancel_until=soon)) == [LINE], "in its last moments it is over"


def test_what_rests_on_a_made_up_past_says_so() -> None:
    (_, mark) = lines(replace(TOLD, is_synthetic=True))
    assert "made-up prices" in mark
    tested = Backtest((NOW,), 30, is_synthetic=True)
    assert backtest_lines(tested, ENGLISH)[-1] == mark
    assert mark not in backtest_lines(replace(tested, is_synthetic=False), ENGLISH)
    series = PriceSeries(1, "INR", (PricePoint(NOW, Decimal(9000)),) * 2, is_synthetic=True)
    drawn = describe_history(series, NOW, "UTC", ENGLISH)
    assert mark in history_lines(drawn, series.since(NOW), ENGLISH)


def test_before_it_may_speak_it_says_what_was_seen() -> None:
    withheld = replace(TOLD, forecast=replace(TOLD.forecast, reason=Reason.NEW_SOURCE))
    assert lines(withheld) == [
        "🔮 Of 312 similar prices here, 24% fell by 5% or more within a week. /forecast"
    ]
    free = replace(withheld, free_cancel_until=datetime(2026, 12, 9, 18, tzinfo=UTC))
    assert lines(free)[1:] == lines(replace(free, forecast=TOLD.forecast))[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_line(language: str) -> None:
    (line,) = lines(TOLD, language)
    assert "312" in line
    assert "24" in line
    record = "\n".join(map(str, record_lines(RECORD, translator(language))))
    assert "TravClan" in record
    assert (language == "en") == ("How good" in record)


def test_alerts_and_digests_carry_it_and_edits_do_not() -> None:
    assert LINE in render_alert(ALERT, ENGLISH, told=TOLD).text
    assert "🔮" not in render_alert(ALERT, ENGLISH).text
    second = replace(ALERT, alert_id=ALERT.alert_id + 1)
    digest = render_digest(DigestKind.DAILY, [ALERT, second], NOW, ENGLISH, {second.alert_id: TOLD})
    assert str(digest.text).count("🔮") == 1


def test_every_screen_with_a_forecast_leads_to_how_it_is_known() -> None:
    """A screen with a forecast must be passed to `explained`."""
    told = [
        path
        for path in (Path(__file__).parents[2] / "bot").rglob("*.py")
        if "*forecast_lines(" in path.read_text()
    ]
    assert len(told) >= 6
    assert [str(path) for path in told if "explained(" not in path.read_text()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_to_how_it_is_known_stands_once_and_only_with_a_forecast(language: str) -> None:
    t = translator(language)
    bare = Screen(Markup("x"), keyboard([home_button(t)]))
    assert explained(bare, None, t) == bare
    assert explained(bare, [], t) == bare
    (row,) = explained(explained(bare, TOLD, t), [TOLD], t).keyboard.inline_keyboard  # type: ignore[union-attr]
    assert [button.callback_data for button in row].count(forecast_button(t).callback_data) == 1
    alone = explained(Screen(Markup("x")), TOLD, t)
    assert alone.keyboard is not None


def test_the_record_tells_of_skill_with_its_interval_and_of_the_silenced() -> None:
    text = "\n".join(map(str, record_lines(RECORD, ENGLISH)))
    for wanted in (
        ENGLISH.full_day(date(2026, 9, 1)), "900 forecasts", "450 of them shown (50%)",
        "the price fell 120 times",
        "0.1 (between 0.04 and 0.16)", "3.1%", "TravClan, hotels", "🔇",
    ):  # fmt: skip
        assert wanted in text
    assert not any(word in text.casefold() for word in ("accura", "saving"))


def test_the_picture_shows_the_tenths() -> None:
    drawn = describe_reliability(RECORD.whole, "said", "came")
    assert drawn is not None
    assert len(drawn.points) == 9
    for palette in PALETTES.values():
        assert drawn.draw(palette).startswith(b"\x89PNG")
    assert describe_reliability(replace(RECORD.whole, tenths=()), "said", "came") is None


@pytest.mark.usefixtures("intake")
async def test_a_traveller_sees_it_on_tracker_and_hotel_and_opens_the_record(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    await sandbox.say(asha, "Goa 12-15 dec 2 adults")
    await sandbox.wait_for(asha, "Taj Holiday Village")
    await sandbox.press(asha, "1")
    # Nobody tracks it yet: past outcomes are shown, and nothing is forecast.
    seen = await sandbox.wait_for(asha, "for 3 nights")
    assert "similar prices here" in words(seen)
    assert "usual" not in words(seen)
    assert "🔮 How forecasts work" in labels(seen)
    await sandbox.press(asha, "🔔 Track")
    await sandbox.wait_for(asha, "Tracking.")
    await sandbox.say(asha, "/forecast")
    await sandbox.wait_for(asha, "No forecasts yet")
    await tell_wrongly(scene)
    await forecast_night(scene.app.pool, scene.clock.now())
    await sandbox.say(asha, "/forecast")
    page = await sandbox.wait_for(asha, "250 forecasts have come due")
    assert page["photo"]
    assert (await read_record(scene.app.pool, scene.clock.now())).parts[1].is_silenced
