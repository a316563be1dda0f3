"""Wishes for prices in another currency: "switch to dollars", "цены в евро", "euro me dikhao"."""

from collections.abc import Iterator

from domain.reading.characters import level
from domain.reading.currencies import currency_phrases
from domain.reading.intents import Command, Intent
from domain.reading.phrases import any_of, cut
from domain.reading.proposals import Proposal
from domain.reading.words import money as words

CHANGE_TO, CHANGE_BEHIND = any_of(words.CHANGE_TO), any_of(words.CHANGE_BEHIND)
LIKELY = 0.05


def propose_currency_changes(text: str) -> Iterator[Proposal[Intent]]:
    """Propose each run of words that asks for prices in a currency it names."""
    levelled = level(text)
    pieces = cut(levelled)
    for at in range(len(pieces)):
        lead = CHANGE_TO.after(pieces, at)
        named = currency_phrases().after(pieces, lead[1] if lead else at)
        if named is None:
            continue
        tail = CHANGE_BEHIND.after(pieces, named[1])
        if lead is None and tail is None:
            continue
        end = tail[1] if tail else named[1]
        start, stop = levelled.span(pieces[at].start, pieces[end - 1].end)
        yield Proposal(start, stop, Intent(Command.CURRENCY), LIKELY, "a change of currency")
