"""A short memory of what was not understood, so that words in common use can be added.

A line is kept as a hash, together with only those of its words that were not understood, without
numbers, addresses or anything else that identifies a person. Administrators see a word once several
travellers have written it, and everything is deleted after `KEPT_FOR`.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.app import App
from domain.catalog.folding import fold
from domain.reading.decision import Cover
from domain.reading.line import Decision
from domain.reading.meanings import Request, UnknownName
from domain.reading.models import NextStep
from domain.reading.queries import UnreadLine, forget_lines, insert_line, note_step, words_since
from domain.unit_of_work import Database

KEPT_FOR = timedelta(days=30)
# Anything that a traveller does later is unrelated to the line.
SOON = timedelta(minutes=30)
LEAST_TRAVELLERS = 3
# Key of a traveller whose next step is awaited.
AWAITED = "unread:"
MOST_WORDS, SHORTEST, LONGEST = 12, 2, 30
MOST_SHOWN = 100
# A line with one of these may say who somebody is or how to reach them: none of it is kept.
REACHED_AT = re.compile(
    r"\S@\S|(?:^|\s)@\w|https?:|www\.|\w\.(?:com|net|org|in|ru|es)\b|(?:\d[\s().-]*){7,}"
)
# Words around a house number, in the supported languages.
STREETS = frozenset({
    "street", "st", "road", "rd", "avenue", "ave", "lane", "nagar", "sector", "flat", "apartment",
    "apt", "house", "colony", "block", "plot", "pincode", "postcode", "zip", "calle", "avenida",
    "avda", "plaza", "piso", "portal", "codigo", "улица", "ул", "дом", "кв", "квартира",
    "проспект", "пр", "переулок", "индекс", "गली", "मकान", "सड़क", "मार्ग", "फ्लैट", "पिनकोड",
})  # fmt: skip
AROUND_A_STREET = 2


@dataclass(frozen=True, slots=True)
class UnreadWord:
    """A word that several travellers wrote and that was not understood.

    `languages` are the writers' and `requests` what they asked for, the most frequent first;
    `next_step` is what they mostly did next, None for nothing.
    """

    word: str
    travellers: int
    lines: int
    languages: tuple[str, ...]
    requests: tuple[Request, ...]
    next_step: NextStep | None
    last_at: datetime


def rememberable(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return which of the words in a line that were not understood may be kept. Pure."""
    if REACHED_AT.search(text.lower()):
        return ()
    personal = _near_a_street(text)
    folded = (fold(part) for word in words for part in word.split())
    kept = (
        one
        for one in folded
        if SHORTEST <= len(one) <= LONGEST
        and one not in personal
        and not any(sign.isdecimal() for sign in one)
    )
    return tuple(dict.fromkeys(kept))[:MOST_WORDS]


def _near_a_street(text: str) -> set[str]:
    """Return the words around one for a street or house, if the text has a number too."""
    words = fold(text).split()
    streets = [at for at, word in enumerate(words) if word in STREETS]
    if not streets or not any(word[0].isdecimal() for word in words):
        return set()
    return {
        word
        for at in streets
        for word in words[max(at - AROUND_A_STREET, 0) : at + AROUND_A_STREET + 1]
    }


def unread_in(cover: Cover) -> tuple[str, ...]:
    """Return the words that a line's cover does not understand. Pure."""
    names = (one.name for one in cover.all(UnknownName))
    return (*names, *(token.word for token in cover.strangers))


async def remember_line(app: App, user_id: int, language: str, decision: Decision) -> bool:
    """Keep the words that a decision did not understand, and return whether there were any.

    Only then is the traveller's next step of interest.
    """
    best = decision.best
    return await remember_unread(
        app, user_id, language, decision.text, unread_in(best), best.request
    )


async def remember_unread(
    app: App, user_id: int, language: str, text: str, words: Iterable[str], request: Request
) -> bool:
    """Keep the words of a line that were not understood, and return whether any may be kept."""
    kept = rememberable(text, words)
    if not kept:
        return False
    key = app.settings.secret_key.get_secret_value().encode()
    digest = hmac.new(key, fold(text).encode(errors="replace"), hashlib.sha256).hexdigest()
    line = UnreadLine(user_id, digest, language, request.value, list(kept), app.clock.now())
    await insert_line(app.pool, line)
    await app.redis.set(AWAITED + str(user_id), 1, ex=int(SOON.total_seconds()))
    return True


async def note_next_step(app: App, user_id: int, step: NextStep) -> None:
    """Note what a traveller did after the last line that was not understood, if it is awaited.

    It hardly ever is, and otherwise the database is not touched.
    """
    if await app.redis.getdel(AWAITED + str(user_id)) is None:
        return
    await note_step(app.pool, user_id, step.value, app.clock.now() - SOON)


async def unread_words(pool: Database, now: datetime) -> tuple[UnreadWord, ...]:
    """Return the words to add: those of several travellers, the most frequent first."""
    words = await words_since(pool, now - KEPT_FOR, LEAST_TRAVELLERS, MOST_SHOWN)
    return tuple(
        UnreadWord(
            one.word,
            one.travellers,
            one.lines,
            _by_frequency(one.languages),
            tuple(map(Request, _by_frequency(one.requests))),
            NextStep(one.next_step) if one.next_step else None,
            one.last_at,
        )
        for one in words
    )


def _by_frequency(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values), key=lambda one: (-values.count(one), one)))


async def forget_unread(pool: Database, now: datetime) -> None:
    """Delete whatever is older than `KEPT_FOR`."""
    await forget_lines(pool, now - KEPT_FOR)
