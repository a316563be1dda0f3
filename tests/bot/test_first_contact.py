"""How guessed settings are shown to a newcomer and corrected."""

import pytest

from domain.accounts.models import User
from tests.exchange_rates.published import publish
from tests.sandbox_client import SandboxClient, labels, words
from tests.scene import Scene

pytestmark = pytest.mark.usefixtures("intake")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en-US", "United States, USD, New York time"),
        ("es", "España, EUR, hora de Madrid"),
        ("es-MX", "México, MXN, hora de Ciudad de México"),
        ("pt-br", "Brazil, BRL, Sao Paulo time"),
        ("ar-KW", "Kuwait, KWD, Kuwait time"),
        ("ja", "Japan, JPY, Tokyo time"),
        ("hu", "Hungary, HUF, Budapest time"),
        ("hi", "भारत, INR, कोलकाता का समय"),
        ("ru", "Россия, RUB, время города Москва"),
    ],
)
async def test_the_guess_is_told_once_with_the_greeting(
    sandbox: SandboxClient, code: str, told: str
) -> None:
    newcomer = await sandbox.add_user("Nia", language_code=code)
    await sandbox.say(newcomer, "/start")
    greeting = await sandbox.wait_for(newcomer, "🌍")
    assert told in words(greeting)
    assert len(greeting["reply_markup"]["inline_keyboard"]) <= 4
    sent = await sandbox.say(newcomer, "/start")
    again = await sandbox.wait_for(newcomer, "Nia", after=sent["message_id"])
    assert "🌍" not in words(again)


async def test_a_bare_english_guesses_nothing_and_asks(sandbox: SandboxClient) -> None:
    newcomer = await sandbox.add_user("Nia", language_code="en")
    await sandbox.say(newcomer, "/start")
    greeting = await sandbox.wait_for(newcomer, "Where are you from?")
    assert "show prices in USD" in words(greeting)
    assert "🇮🇳" in labels(greeting)
    await sandbox.press(newcomer, "🇬🇧")
    await sandbox.wait_for(newcomer, "GBP")
    user = await User.get()
    assert (user.region, user.nationality, user.time_zone) == ("GB", "GB", "Europe/London")


async def test_who_begins_with_a_search_is_told_beside_it(sandbox: SandboxClient) -> None:
    newcomer = await sandbox.add_user("Nia", language_code="es-MX")
    await sandbox.say(newcomer, "Goa 12-15 dec 2 adultos")
    await sandbox.wait_for(newcomer, "México, MXN")
    assert (await User.get()).home_told


async def test_a_country_is_typed_in_any_language(sandbox: SandboxClient) -> None:
    newcomer = await sandbox.add_user("Nia", language_code="en")
    await sandbox.say(newcomer, "/start")
    await sandbox.wait_for(newcomer, "🌍")
    await sandbox.press(newcomer, "🌍 Other")
    await sandbox.wait_for(newcomer, "Choose a country")
    await sandbox.say(newcomer, "Atlantis")
    await sandbox.wait_for(newcomer, "“Atlantis”")
    await sandbox.say(newcomer, "Венгрия")
    await sandbox.wait_for(newcomer, "HUF")
    assert (await User.get()).currency == "HUF"


async def test_region_and_nationality_are_settings_of_their_own(sandbox: SandboxClient) -> None:
    newcomer = await sandbox.add_user("Nia", language_code="en-IN")
    await sandbox.say(newcomer, "/settings")
    shown = await sandbox.wait_for(newcomer, "Settings")
    assert "12,34,567" in words(shown)
    await sandbox.press(newcomer, "🗺 Region")
    await sandbox.wait_for(newcomer, "Which country’s style")
    await sandbox.press(newcomer, "🇺🇸 United States")
    shown = await sandbox.wait_for(newcomer, "1,234,567")
    assert "Nationality: India" in words(shown)
    await sandbox.press(newcomer, "🛂 Nationality")
    await sandbox.wait_for(newcomer, "Which passport")
    await sandbox.say(newcomer, "jp")
    await sandbox.wait_for(newcomer, "Nationality: Japan")
    user = await User.get()
    assert (user.region, user.nationality, user.currency) == ("US", "JP", "INR")


async def test_a_price_in_another_currency_says_what_it_is_worth(
    sandbox: SandboxClient, scene: Scene
) -> None:
    await publish(scene.app, INR="100")
    lucia = await sandbox.add_user("Lucía", language_code="es-ES")
    await sandbox.say(lucia, "Goa 12-15 dic 2 adultos")
    shown = await sandbox.wait_for(lucia, "Palms")
    assert "10.000 INR (≈ 100 €) impuestos incluidos" in words(shown).replace("\xa0", " ")
