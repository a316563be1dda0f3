"""Places have the traveller's own names on every screen between a search and its alert."""

import pytest

from bot.updates.intake import UpdateIntake
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
    sent = await sandbox.say(traveller, "Хайдарабад 12-15 декабря")
    asked = await sandbox.wait_for(
        traveller, lambda m: any("Хайдарабад" in label for label in labels(m)),
        after=sent["message_id"],
    )  # fmt: skip
    assert {"📍 Хайдарабад, Индия", "📍 Хайдарабад, Пакистан"} <= set(labels(asked))
