"""News for the chat page: what happened in which chat, as server-sent events."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from typing import Any

# A page that does not read is left behind; it reads the chat again when it comes back.
MOST_WAITING = 1000
HEARTBEAT_SECONDS = 15.0


class EventBroker:
    """Hands every event to every listener."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[tuple[int, str] | None]] = set()
        self._happened: Counter[int] = Counter()
        self._waiting: defaultdict[int, set[asyncio.Event]] = defaultdict(set)

    def publish(self, chat_id: int, name: str, data: Any) -> None:
        """Send an event of `chat_id` to all listeners; `data` itself names the chat too."""
        self._happened[chat_id] += 1
        for waiting in self._waiting.pop(chat_id, ()):
            waiting.set()
        if not self._listeners:
            return
        text = f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
        for queue in self._listeners:
            if queue.qsize() < MOST_WAITING:
                queue.put_nowait((chat_id, text))

    def close(self) -> None:
        """End every listener's stream."""
        for queue in self._listeners:
            queue.put_nowait(None)
        for waiting in self._waiting.values():
            for news in waiting:
                news.set()

    def happened(self, chat_id: int) -> int:
        """Return how much has happened in a chat."""
        return self._happened[chat_id]

    async def more_than(self, seen: int, chat_id: int, seconds: float) -> None:
        """Wait until more than `seen` has happened in a chat, or for `seconds`."""
        if self._happened[chat_id] > seen:
            return
        news = asyncio.Event()
        self._waiting[chat_id].add(news)
        try:
            await asyncio.wait_for(news.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._waiting[chat_id].discard(news)

    async def listen(self, chat_id: int | None) -> AsyncIterator[str]:
        """Yield the events of one chat, or of all, and a heartbeat where there are none."""
        queue: asyncio.Queue[tuple[int, str] | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield ": welcome\n\n"
            while True:
                try:
                    item = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if item is None:
                    return
                if chat_id in (None, item[0]):
                    yield item[1]
        finally:
            self._listeners.discard(queue)
