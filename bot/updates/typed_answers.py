"""A question that is answered in writing: what is impossible is refused, and asked again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from aiogram.fsm.context import FSMContext

from bot.errors import words_for
from bot.locales import Translator
from bot.sending.screen import Screen
from domain.errors import NotFound, Refusal

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What was typed leads to another question, which the next message answers."""

    screen: Screen


async def take_typed(
    state: FSMContext,
    t: Translator,
    take: Callable[[], Awaitable[Shown | StillOpen]],
    ask_again: Callable[[str], Awaitable[Screen]],
) -> Shown | Screen:
    """Return the screen of `take` and close the question, or ask again with the refusal in words.

    If the subject of the question is gone (`NotFound`), the question closes too.
    """
    try:
        taken = await take()
    except NotFound:
        await state.set_state(None)
        raise
    except Refusal as problem:
        return await ask_again(words_for(problem, t))
    if isinstance(taken, StillOpen):
        return taken.screen
    await state.set_state(None)
    return taken
