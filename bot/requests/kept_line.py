"""A line that may ask for one thing or another: kept until the traveller has said which."""

from aiogram.fsm.context import FSMContext

LINE = "line"


async def keep_line(state: FSMContext, typed: str) -> None:
    """Keep what was written while it is asked what it asks for."""
    await state.update_data({LINE: typed})


async def kept_line(state: FSMContext) -> str | None:
    """Return what was written, None when it is forgotten."""
    line: str | None = (await state.get_data()).get(LINE)
    return line
