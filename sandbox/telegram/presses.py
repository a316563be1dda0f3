"""Presses of buttons that wait for the bot's answer."""

import asyncio
from dataclasses import dataclass
from typing import Any

UNANSWERED = {"answered": False, "text": None, "show_alert": False, "url": None}


@dataclass(slots=True)
class Press:
    """A pressed button that waits for the bot's answer."""

    id: str
    chat_id: int
    message_id: int
    pressed_at: float
    answered: asyncio.Future[dict[str, Any]]

    def answer(self, answer: dict[str, Any]) -> None:
        """Let those who wait for the answer have it."""
        if not self.answered.done():
            self.answered.set_result(answer)

    def give_up(self) -> None:
        """Tell those who wait that there will be no answer."""
        self.answer(dict(UNANSWERED))
