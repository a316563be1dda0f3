"""Refused amounts of money, in words; part of `bot.errors`."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from bot.words.amounts import example_of
from domain.money import Money
from domain.reading.errors import (
    AmountForOnePerson,
    AmountNotUnderstood,
    AmountOutOfRange,
    AmountRefused,
    AmountUnsaid,
    CurrencyAmbiguous,
    CurrencyOfAnother,
)
from domain.search.errors import NothingToLower


def amount_words(error: AmountRefused, t: Translator) -> str:
    """Return what is wrong with an amount, and what to write instead."""
    match error:
        case NothingToLower():
            return t.gettext("Cheaper than what? Write the most you’d pay per night, like 4000.")
        case AmountUnsaid(text, amount):
            return t.gettext(
                "Is “{text}” your budget? Write “under {amount} a night” or “{amount} in total”.",
                text=text,
                amount=t.money(amount),
            )
        case _:
            return _written_words(error, t)


def _written_words(error: AmountRefused, t: Translator) -> str:
    match error:
        case AmountOutOfRange(text, most, currency):
            return t.gettext(
                "“{text}” is out of range. Write an amount above zero, up to {most}.",
                text=echo(text),
                most=t.money(Money.of(most, currency)),
            )
        case CurrencyAmbiguous(text, candidates):
            return t.gettext(
                "Which currency is “{text}”? Write its code after the number: {codes}.",
                text=echo(text),
                codes=t.alternatives(list(candidates)),
            )
        case CurrencyOfAnother(text, said, wanted):
            return t.gettext(
                "“{text}” is in {said}, but this price is in {wanted}. Write the amount in "
                "{wanted}.",
                text=echo(text),
                said=t.currency(said),
                wanted=t.currency(wanted),
            )
        case AmountForOnePerson(text):
            return t.gettext(
                "“{text}” is per person, but prices here are for everyone together. "
                "Write the total instead.",
                text=echo(text),
            )
        case AmountNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as an amount. Write a number, like {example}.",
                text=echo(text),
                example=example_of(None, t, t.own_currency or "INR"),
            )
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")
