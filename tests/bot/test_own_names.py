"""Places have the traveller's own names on every screen between a search and its alert."""

from datetime import date, datetime, time

import pytest

from bot.flights.results.journey import journey_lines
from bot.locales import translator
from bot.updates.intake import UpdateIntake
from domain.suppliers.flight_contract import Halt, Journey, Layover, Leg
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def traveller_of(sandbox: SandboxClient, intake: UpdateIntake, language: str) -> Traveller:
    traveller = await sandbox.add_user("Asha", language_code=language)
    await sandbox.say(traveller, "/start")
    await sandbox.wait_for(traveller, "Asha")
    await intake.drained()
    return traveller


@pytest.mark.parametrize(
    ("language", "text", "own"),
    [
        ("ru", "Гоа 12-15 декабря 2 взрослых", "Гоа"),
        ("hi", "गोवा 12-15 दिसंबर 2 वयस्क", "गोवा"),
    ],
)
async def test_a_search_names_its_place_in_the_travellers_script(
    sandbox: SandboxClient, intake: UpdateIntake, scene: Scene, language: str, text: str, own: str
) -> None:
    traveller = await traveller_of(sandbox, intake, language)
    sent = await sandbox.say(traveller, text)
    results = await sandbox.wait_for(
        traveller, lambda m: any("🔔" in label for label in labels(m)), after=sent["message_id"]
    )
    assert own in words(results)
    assert "Goa" not in words(results)
    (track,) = [label for label in labels(results) if "🔔" in label]
    await sandbox.press(traveller, track)
    began = await sandbox.wait_for(traveller, lambda m: own in words(m) and "🔔" in words(m))
    assert "Goa" not in words(began)
    names = await scene.rows("SELECT name FROM trackers")
    assert [row["name"] for row in names] == [own]


async def test_a_place_that_is_asked_about_has_whole_names_in_the_travellers_language(
    sandbox: SandboxClient, intake: UpdateIntake
) -> None:
    traveller = await traveller_of(sandbox, intake, "ru")
    sent = await sandbox.say(traveller, "Сан-Хосе 12-15 декабря")
    asked = await sandbox.wait_for(
        traveller, lambda m: any("Сан-Хосе" in label for label in labels(m)),
        after=sent["message_id"],
    )  # fmt: skip
    places = [label for label in labels(asked) if "Сан-Хосе" in label]
    # The longer one is cut to its button's width.
    assert len(places) == 2
    assert "📍 Сан-Хосе, Коста-Рика" in places
    assert any(label.startswith("📍 Сан-Хосе, Калифорния, Соедин") for label in places)


def test_areas_and_addresses_have_what_names_there_are() -> None:
    said = {
        one: translator(one).spot("Beach Road, Calangute, Goa, India", "IN")
        for one in ("en", "es", "hi", "ru")
    }
    assert said == {
        "en": "Beach Road, Calangute, Goa, India",
        "es": "Beach Road, Calangute, Goa, India",
        "hi": "Beach Road, कलंगुट, गोवा, भारत",
        "ru": "Beach Road, Калангут, Гоа, Индия",
    }
    assert translator("ru").spot("Manhattan", "US") == "Манхэттен"
    # Another country's place of that name is another place.
    assert translator("ru").spot("Calangute", "BR") == "Calangute"
    assert translator("ru").spot(None, "IN") is None


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Chhatrapati Shivaji Airport"), ("ru", "Мумбаи"), ("hi", "मुंबई"), ("es", "Bombay")],
)
def test_a_wait_is_at_the_city_whose_airport_it_is(language: str, told: str) -> None:
    halts = [
        Halt(code, f"{code} Airport", datetime.combine(date(2026, 12, 12), time(hour)))
        for code, hour in (("DEL", 6), ("BOM", 8), ("BOM", 10), ("GOI", 11))
    ]
    legs = (Leg(halts[0], halts[1], 120, "IndiGo", "6E 1"),
            Leg(halts[2], halts[3], 60, "IndiGo", "6E 2"))  # fmt: skip
    journey = Journey(legs, (Layover("BOM", "Chhatrapati Shivaji Airport", 120),), 300)
    assert f"{told} (BOM)" in "\n".join(journey_lines(journey, translator(language)))
