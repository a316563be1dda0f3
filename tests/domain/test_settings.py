"""A configuration is read whole or refused in sentences that an operator can act on."""

from pathlib import Path

import pytest

from domain.configuration import load_settings
from domain.errors import SettingsError
from domain.settings import BotMode

GOOD = {
    "DATABASE_URL": "postgres://often:pw-that-is-secret@db/often",
    "REDIS_URL": "redis://cache",
    "BOT_TOKEN": "1000000001:a-token-as-long-as-real-ones-are",
}
NOWHERE = Path("/nonexistent/.env")


def problems(environment: dict[str, str], env_file: Path = NOWHERE) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment, env_file)
    return caught.value.problems


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("WEB_PORT=1111\nLOG_LEVEL=DEBUG\n")
    settings = load_settings({**GOOD, "WEB_PORT": "2222"}, env_file)
    assert (settings.web_port, settings.log_level) == (2222, "DEBUG")


def test_an_empty_value_counts_as_not_set() -> None:
    assert load_settings({**GOOD, "TRAVCLAN_API_KEY": ""}, NOWHERE).travclan_api_key is None


def test_names_what_is_missing() -> None:
    assert problems({k: v for k, v in GOOD.items() if k != "BOT_TOKEN"}) == (
        "BOT_TOKEN is not set: add it to the environment or to .env.",
    )


def test_names_a_misspelt_setting_and_its_neighbour(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("SERPAPI_KYE=x\n")
    assert problems(GOOD, env_file) == ("SERPAPI_KYE is not a setting; did you mean SERPAPI_KEY?",)
    assert "TRAVCLAN_APIKEY is not a setting" in problems({**GOOD, "TRAVCLAN_APIKEY": "x"})[0]


def test_a_supplier_needs_all_of_its_settings() -> None:
    (sentence,) = problems({**GOOD, "TRAVCLAN_API_KEY": "key"})
    assert sentence.startswith("TRAVCLAN_API_KEY needs TRAVCLAN_MERCHANT_ID")


def test_the_webhook_needs_an_address_and_a_secret() -> None:
    (sentence,) = problems({**GOOD, "BOT_MODE": "webhook"})
    assert "PUBLIC_URL and WEBHOOK_SECRET" in sentence
    both = {"BOT_MODE": "webhook", "PUBLIC_URL": "https://bot.test", "WEBHOOK_SECRET": "s3cret"}
    assert load_settings({**GOOD, **both}, NOWHERE).bot_mode is BotMode.WEBHOOK


@pytest.mark.parametrize("secret", [None, "short"])
def test_production_refuses_default_and_short_secrets(secret: str | None) -> None:
    given = {} if secret is None else {"SECRET_KEY": secret}
    (sentence,) = problems({**GOOD, **given, "ENVIRONMENT": "production"})
    assert sentence.startswith("SECRET_KEY must be set to at least 32 characters")


def test_no_sentence_repeats_a_value() -> None:
    sentences = problems({**GOOD, "BOT_TOKEN": "short-secret", "WEB_PORT": "secretport"})
    assert len(sentences) == 2
    assert not any("short-secret" in s or "secretport" in s for s in sentences)
