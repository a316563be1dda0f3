"""Every word that was left out of a line has a button, however many there are."""

from aiogram.filters.callback_data import CallbackData

from bot.buttons.callbacks import Go, Where
from bot.locales import translator
from bot.words.notes import MOST_MENDED, mending_rows, note_of
from domain.reading.leftovers import Leftover, Part

PARTS = [Part.WISHES, Part.DAYS, Part.WISHES, Part.BUDGET]


def _left(count: int) -> list[Leftover]:
    """Return so many words that were left out, of several parts."""
    return [Leftover(f"word{n}", PARTS[n % len(PARTS)]) for n in range(count)]


def _labels(count: int) -> list[str]:
    def editor(_part: Part) -> CallbackData:
        return Go(to=Where.HOME)

    return [one.text for row in mending_rows(_left(count), editor) for one in row]


def test_a_few_words_have_a_button_each() -> None:
    assert _labels(3) == ["✏️ word0", "📅 word1", "✏️ word2"]


def test_words_beyond_the_first_few_share_a_button_for_each_part() -> None:
    shown = _labels(MOST_MENDED + 5)
    assert shown[:MOST_MENDED] == [*_labels(MOST_MENDED)]
    assert shown[MOST_MENDED:] == ["✏️ +3", "💰 +1", "📅 +1"]


def test_a_remark_names_every_word_of_a_long_line() -> None:
    note = note_of(_left(20), translator("en"))
    assert note is not None
    assert all(f"word{n}" in note.text for n in range(20))
