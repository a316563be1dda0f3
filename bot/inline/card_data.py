"""What a card's vote button carries besides the vote: the card, in a few characters.

Telegram tells the bot neither where a card was sent nor, without BotFather's feedback, that it was
sent at all: all that a vote needs stands on the button. It is packed as links are.
"""

from bot.links.bit_fields import (
    DIGITS,
    Digit,
    Unpacking,
    packed,
    sign_digits,
    stay_digits,
    take_signs,
    take_stay,
)
from domain.languages import LANGUAGES
from domain.money import is_spent
from domain.stay_errors import StayRefused
from domain.trackers.cards import CardWish

# A button's data has 64 bytes; its prefix, the vote and what parts them take six.
LONGEST_CARD = 58
# A region is a country, or three figures for more than one.
REGION_LENGTHS = (2, 3)


def card_data(wish: CardWish) -> str | None:
    """Return a card packed for a button, None for a party too large for one."""
    region: list[Digit] = [
        (REGION_LENGTHS.index(len(wish.region)), len(REGION_LENGTHS)),
        *sign_digits(wish.region),
    ]
    digits = [
        *stay_digits(wish.stay),
        *sign_digits(wish.language.upper()),
        *region,
        *sign_digits(wish.currency),
        *sign_digits(wish.nationality),
    ]
    data = packed(digits, wish.hotel_id)
    return data if len(data) <= LONGEST_CARD else None


def read_card_data(data: str) -> CardWish | None:
    """Return the card that a button speaks of, None for what was mangled."""
    if len(data) > LONGEST_CARD or not set(data) <= set(DIGITS):
        return None
    unpacking = Unpacking(data)
    try:
        stay = take_stay(unpacking)
        language = take_signs(unpacking, 2).lower()
        region = take_signs(unpacking, REGION_LENGTHS[unpacking.take(len(REGION_LENGTHS))])
        currency, nationality = take_signs(unpacking, 3), take_signs(unpacking, 2)
        wish = CardWish(unpacking.identity(), stay, language, region, currency, nationality)
    except (StayRefused, ValueError, OverflowError):
        return None
    return wish if language in LANGUAGES and is_spent(currency) else None
