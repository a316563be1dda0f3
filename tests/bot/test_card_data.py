"""A card packed in a vote button is read back, and nothing else is taken for one."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.inline.card_data import LONGEST_CARD, card_data, read_card_data
from bot.links.bit_fields import DIGITS, FIRST_DAY, LARGEST_ID
from domain.languages import LANGUAGES
from domain.stay import MOST_NIGHTS, MOST_ROOMS, Room, Stay
from domain.trackers.cards import CardWish

ROOMS = st.builds(Room, st.integers(1, 4), st.lists(st.integers(0, 17), max_size=3).map(tuple))


@st.composite
def wishes(draw: st.DrawFn) -> CardWish:
    first = FIRST_DAY + timedelta(days=draw(st.integers(0, 16_000)))
    last = first + timedelta(days=draw(st.integers(1, MOST_NIGHTS)))
    rooms = tuple(draw(st.lists(ROOMS, min_size=1, max_size=MOST_ROOMS)))
    return CardWish(
        draw(st.integers(1, LARGEST_ID)),
        Stay(first, last, rooms),
        draw(st.sampled_from(sorted(LANGUAGES))),
        draw(st.sampled_from(["IN", "001", "ES", "419", "RU"])),
        draw(st.sampled_from(["INR", "USD", "JPY", "KWD", "VND"])),
        draw(st.sampled_from(["IN", "US", "KW"])),
    )


@given(wishes())
def test_a_card_is_read_back(wish: CardWish) -> None:
    data = card_data(wish)
    if data is None:
        assert len(wish.stay.rooms) > 1
        return
    assert len(data) <= LONGEST_CARD
    assert read_card_data(data) == wish


@given(st.text(DIGITS + ":é\x00", max_size=70))
def test_whatever_is_said_instead_is_a_card_or_nothing(data: str) -> None:
    wish = read_card_data(data)
    if wish is not None:
        assert wish.language in LANGUAGES
        assert len(wish.region) in {2, 3}
