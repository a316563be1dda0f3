"""Every phrase of the tables is read as a traveller means it, or asked about."""

from dataclasses import replace

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.search.interpretation import understand
from tests.search.phrases.reading import Phrase, phrases

ALL = tuple(phrases())
LANGUAGES = {"english", "hindi", "hinglish", "spanish", "russian"}
LEAST_PHRASES, LEAST_SHARE = 400, 0.97


@pytest.fixture
async def traveller(app: App) -> Traveller:
    """An Indian traveller, whose amounts are rupees."""
    met = await meet_traveller(1, "Asha", "en-IN", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


async def _wrong(app: App, traveller: Traveller, some: list[Phrase]) -> tuple[list[str], list[str]]:
    """Return what is asked needlessly, and what is guessed wrongly."""
    asked: list[str] = []
    guessed: list[str] = []
    for phrase in some:
        read = await understand(app, traveller, phrase.text)
        difference = phrase.differs(read)
        if difference is not None:
            (asked if phrase.asks_instead(read) else guessed).append(difference)
    return asked, guessed


def test_the_tables_are_large_and_in_every_language() -> None:
    assert len({phrase.text for phrase in ALL}) == len(ALL) >= LEAST_PHRASES
    assert {phrase.language for phrase in ALL} == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
async def test_phrases_are_read_as_meant_or_asked_about(
    app: App, traveller: Traveller, language: str
) -> None:
    some = [phrase for phrase in ALL if phrase.language == language]
    asked, guessed = await _wrong(app, traveller, some)
    assert guessed == []
    share = 1 - len(asked) / len(some)
    assert share >= LEAST_SHARE, "\n".join(asked)
