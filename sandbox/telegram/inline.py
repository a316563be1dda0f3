"""Inline queries: what people type after the bot's name in any chat, and what the bot answered."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.people import Person
from sandbox.telegram.updates import LIFETIMES

Result = dict[str, Any]
LIFE_SECONDS = float(LIFETIMES["inline_query"])


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot offers, as it was checked; `next_offset` "" is the end."""

    results: tuple[Result, ...]
    next_offset: str
    button: dict[str, Any] | None
    cache_time: int
    is_personal: bool

    def result(self, result_id: str) -> Result | None:
        """Return one of the results."""
        return next((one for one in self.results if one["id"] == result_id), None)


@dataclass(slots=True, eq=False)
class InlineQuery:
    """A query that waits for its answer, or has it."""

    id: str
    person: Person
    query: str
    offset: str
    asked_at: float
    answered: asyncio.Future[InlineAnswer | None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    from_cache: bool = False

    def update(self, chat_type: str) -> dict[str, Any]:
        """Return the InlineQuery object."""
        return {
            "id": self.id,
            "from": self.person.to_json(),
            "chat_type": chat_type,
            "query": self.query,
            "offset": self.offset,
        }


class InlineBoard:
    """Recent inline queries, and the answers that Telegram would serve from its cache."""

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._queries: dict[str, InlineQuery] = {}
        # By query, offset, and the person where the answer is for one only (else 0).
        self._kept: dict[tuple[str, str, int], tuple[float, InlineAnswer]] = {}

    def ask(self, person: Person, query: str, offset: str) -> InlineQuery:
        """Return a new query, answered already if an answer is still kept."""
        asked = InlineQuery(str(secrets.randbits(62)), person, query, offset, self._time())
        self._queries[asked.id] = asked
        for whose in (person.id, 0):
            expires, answer = self._kept.get((query, offset, whose), (0.0, None))
            if answer is not None and expires > self._time():
                asked.from_cache = True
                asked.answered.set_result(answer)
                break
        return asked

    def find(self, query_id: str) -> InlineQuery | None:
        """Return a query by its id."""
        return self._queries.get(query_id)

    def can_be_answered(self, query: InlineQuery) -> bool:
        """Return whether a query is young enough and has no answer yet."""
        return not query.answered.done() and self._time() - query.asked_at <= LIFE_SECONDS

    def answer(self, query: InlineQuery, answer: InlineAnswer) -> None:
        """Give an answer to who waits, and keep it for as long as the bot allowed."""
        whose = query.person.id if answer.is_personal else 0
        expires = self._time() + answer.cache_time
        self._kept[query.query, query.offset, whose] = expires, answer
        query.answered.set_result(answer)

    def clear(self) -> None:
        """Forget everything; who waits for an answer gets none."""
        for query in self._queries.values():
            if not query.answered.done():
                query.answered.set_result(None)
        self._queries.clear()
        self._kept.clear()
