"""A line that was searched with and is then edited is searched with again, as corrected.

The conversation goes back to where it stood before the line. All other edits are passed over: those
of older lines and of answers to questions, and whatever would now ask for something else than to
look. So an edit never books, writes to support, or changes a tracker.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.fsm.context import FSMContext
from aiogram.types import InaccessibleMessage, Message, TelegramObject, Update

from bot.updates.line_context import SEARCHES, LineContext

KEY = "last_line"

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(slots=True)
class LastLine:
    """The last line of a conversation, if it was searched with.

    `before` is what it has changed of what is kept, as it was, None for what was not there.
    `answer_id` is the message that shows the answer, None once a button was pressed: the message
    may show anything by then.
    """

    message_id: int
    text: str
    step_before: str | None
    before: dict[str, Any]
    step_after: str | None
    answer_id: int | None


class Corrections(BaseMiddleware):
    """Hands the edit of the last line on as a message; the answer takes the earlier one's place."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on what is no edit, and an edit that corrects a search."""
        state: FSMContext | None = data.get("state")
        if not isinstance(event, Update) or state is None:
            return await handler(event, data)
        if event.edited_message is not None:
            return await _correct(handler, event, event.edited_message, state, data)
        if event.message is not None:
            return await _note(handler, event, event.message, state, data)
        if event.callback_query is not None:
            await _note_press(state)
        return await handler(event, data)


class SearchesOnly(BaseMiddleware):
    """Stands around the handler that was chosen: a correction is for one that only looks."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Note that the line is searched with, or let an edit go unanswered."""
        written: LineContext | None = data.get("written")
        if written is not None:
            written.is_search = bool(get_flag(data, SEARCHES))
            if written.is_correction and not written.is_search:
                return None
        return await handler(event, data)


async def _correct(
    handler: Handler, event: Update, edited: Message, state: FSMContext, data: dict[str, Any]
) -> Any:
    step, kept = await state.get_state(), await state.get_data()
    line = LastLine(**kept[KEY]) if kept.get(KEY) else None
    if line is None or not _is_corrected(line, edited, step):
        return None
    await state.set_state(line.step_before)
    await state.set_data(_taken_back(kept, line))
    data["raw_state"] = line.step_before
    written = LineContext(is_correction=True)
    if line.answer_id is not None:
        written.shown_in = InaccessibleMessage(chat=edited.chat, message_id=line.answer_id, date=0)
    as_written = event.model_copy(update={"edited_message": None, "message": edited})
    outcome = await _note(handler, as_written, edited, state, data, written)
    if not written.is_search:
        await state.set_state(step)
        await state.set_data(kept)
    return outcome


def _is_corrected(line: LastLine, edited: Message, step: str | None) -> bool:
    """Return whether the line has other words now, while no other question is open.

    Telegram also reports an edit when only a link's preview was added.
    """
    text = edited.text or ""
    is_said = bool(text.strip()) and not text.startswith("/") and text != line.text
    return is_said and line.message_id == edited.message_id and line.step_after == step


def _taken_back(kept: dict[str, Any], line: LastLine) -> dict[str, Any]:
    """Return what is kept, without what the line has changed."""
    back = {**kept, **line.before}
    return {name: value for name, value in back.items() if value is not None and name != KEY}


async def _note(
    handler: Handler,
    event: Update,
    message: Message,
    state: FSMContext,
    data: dict[str, Any],
    written: LineContext | None = None,
) -> Any:
    """Hand on, and keep the line if it was searched with."""
    step, before = await state.get_state(), await state.get_data()
    if before.pop(KEY, None) is not None:
        await state.set_data(before)
    data["written"] = written = written or LineContext()
    try:
        return await handler(event, data)
    finally:
        if written.is_search and message.text:
            after = await state.get_data()
            changed = {n: before.get(n) for n in {*before, *after} if before.get(n) != after.get(n)}
            line = LastLine(message.message_id, message.text, step, changed,
                            await state.get_state(), written.answer_id)  # fmt: skip
            await state.update_data({KEY: asdict(line)})


async def _note_press(state: FSMContext) -> None:
    line = (await state.get_data()).get(KEY)
    if line and line["answer_id"] is not None:
        await state.update_data({KEY: {**line, "answer_id": None}})
