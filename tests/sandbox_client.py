"""The sandbox's HTTP contract as a test reads best: who says, presses and sees what.

async with SandboxClient(url) as sandbox:
    asha = await sandbox.add_user("Asha")
    await sandbox.say(asha, "/start")
    await sandbox.wait_for(asha, "Where to?")
    await sandbox.press(asha, "Goa")
"""

import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

import httpx

from tests.patience import patience as awake
from tests.patience import under_way

Message = dict[str, Any]
Event = tuple[str, dict[str, Any]]
# Far longer than the 15 s that a press may take and the 30 s of an inline query.
LONGEST_CALL = 120.0
# What is seen elsewhere than in a chat is looked for again after so long.
LOOK_AGAIN = 0.02


@dataclass(frozen=True, slots=True)
class Traveller:
    """A person in a chat: their private one with the bot, or a group."""

    id: int
    chat_id: int

    def in_chat(self, chat_id: int) -> Self:
        """Return the same person in another chat."""
        return replace(self, chat_id=chat_id)


class SandboxError(Exception):
    """An answer other than 2xx from the sandbox itself."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


def words(message: Message) -> str:
    """Return a message's text or caption."""
    text: str = message.get("text") or message.get("caption") or ""
    return text


def labels(message: Message) -> list[str]:
    """Return the texts of a message's buttons, row by row."""
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return [button["text"] for row in rows for button in row]


def shown(messages: list[Message]) -> str:
    """Return a chat for a failure's report."""
    return "\n".join(
        f"  {m['message_id']}v{m['version']} {m['from']['first_name']}: {words(m)!r} {labels(m)}"
        for m in messages
        if "from" in m
    )


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    name = ""
    async for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def plain_transport() -> httpx.AsyncHTTPTransport:
    """Return a way to a server of this machine: no proxy, and no time spent on certificates."""
    return httpx.AsyncHTTPTransport(verify=False, trust_env=False)


class SandboxClient:
    """Plays people against a running sandbox. Waits end after `patience` seconds awake."""

    def __init__(self, base_url: str, *, patience: float = 30.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.patience = patience
        self._told: dict[str, Any] | None = None
        self._http = httpx.AsyncClient(
            base_url=self.base_url, timeout=LONGEST_CALL, transport=plain_transport()
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Call any part of the contract: `call("POST", "market/hotels/17/price", {"percent": 5})`.

        Raises SandboxError for an answer other than 2xx.
        """
        return (await self._answer(method, f"/sandbox/{path}", body, **query)).json()

    async def _answer(
        self, method: str, path: str, body: Any = None, **query: Any
    ) -> httpx.Response:
        answer = await self._http.request(method, path, json=body, params=query)
        if not answer.is_success:
            raise SandboxError(answer.status_code, answer.json().get("detail", answer.text))
        return answer

    async def add_user(self, first_name: str = "Asha", **details: Any) -> Traveller:
        """Add a person, who has not written to the bot yet."""
        user = await self.call("POST", "users", {"first_name": first_name, **details})
        return Traveller(user["id"], user["chat_id"])

    async def add_group(self, title: str, *members: Traveller, kind: str = "group") -> int:
        """Add a group or supergroup with the bot in it and return its id."""
        body = {"type": kind, "title": title, "members": [member.id for member in members]}
        chat_id: int = (await self.call("POST", "chats", body))["id"]
        return chat_id

    async def say(self, who: Traveller, text: str | None = None, **content: Any) -> Message:
        """Write text, or `location`, `contact`, `photo`, and return the message."""
        body = {"from_user": who.id, "text": text, **content}
        message: Message = await self.call("POST", f"chats/{who.chat_id}/messages", body)
        return message

    async def press(
        self,
        who: Traveller,
        label: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
    ) -> dict[str, Any]:
        """Press a button by its label or data, in the newest message that has it.

        Returns `{answered, text, show_alert, url}` once the bot has answered.
        """
        if message_id is None:
            message_id = (await self._with_button(who, label, data))["message_id"]
        body = {"from_user": who.id, "message_id": message_id, "text": label, "data": data}
        answer: dict[str, Any] = await self.call("POST", f"chats/{who.chat_id}/press", body)
        self._told = answer
        return answer

    async def press_to_read(
        self,
        who: Traveller,
        label: str | None,
        wanted: str,
        *,
        data: str | None = None,
        message_id: int | None = None,
        is_alert: bool = True,
    ) -> None:
        """Press a button and wait until `wanted` can be read.

        The bot says what must be read in its answer or, where a slow handler's press was answered
        before with nothing, in a message below.
        """
        newest = (await self.last_message(who))["message_id"]
        answer = await self.press(who, label, data=data, message_id=message_id)
        if answer["text"]:
            assert wanted in answer["text"], answer
            assert answer["show_alert"] == is_alert, answer
        else:
            await self.wait_for(who, wanted, after=newest)

    async def inline(self, who: Traveller, query: str, **details: Any) -> dict[str, Any]:
        """Type a query after the bot's name and return its answer, after 30 s none.

        `offset` asks for the next results. The answer has `answered`, `results`, `next_offset`.
        """
        body = {"from_user": who.id, "query": query, "chat": who.chat_id, **details}
        answer: dict[str, Any] = await self.call("POST", "inline", body)
        return answer

    async def choose(self, who: Traveller, answer: dict[str, Any], result_id: str) -> Message:
        """Send one of an answer's results into the chat and return the message."""
        body = {"from_user": who.id, "chat": who.chat_id, "result_id": result_id}
        message: Message = await self.call("POST", f"inline/{answer['id']}/choose", body)
        return message

    async def _with_button(self, who: Traveller, label: str | None, data: str | None) -> Message:
        for message in reversed(await self.messages(who)):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if label in labels(message) or (
                data is not None
                and any(b.get("callback_data") == data for row in rows for b in row)
            ):
                return message
        chat = shown(await self.messages(who))
        raise AssertionError(f"no message has a button {label or data!r}; the chat is:\n{chat}")

    async def messages(self, who: Traveller, after: int = 0) -> list[Message]:
        """Return the chat's current messages, oldest first, each with its `version`."""
        found: list[Message] = await self.call("GET", f"chats/{who.chat_id}/messages", after=after)
        return found

    async def last_message(self, who: Traveller) -> Message:
        """Return the chat's newest message."""
        return (await self.messages(who))[-1]

    async def wait_for(
        self, who: Traveller, wanted: str | Callable[[Message], bool], *, after: int = 0
    ) -> Message:
        """Wait for a message that holds a text or meets a predicate; return the newest such.

        `after` leaves out the messages up to that number. Raises AssertionError with the chat as it
        was when patience ended.
        """
        if isinstance(wanted, str):
            text = wanted
            wanted = lambda message: text in words(message)  # noqa: E731  # one of two predicates
        path, seen = f"/sandbox/chats/{who.chat_id}/messages", -1
        messages: list[Message] = []
        try:
            async with awake(self.patience):
                while True:
                    answer = await self._answer("GET", path, after=after, beyond=seen)
                    messages = answer.json()
                    seen = int(answer.headers["X-Happened"])
                    for message in reversed(messages):
                        if wanted(message):
                            return message
        except TimeoutError:
            raise AssertionError(
                f"no such message came; the last press was told {self._told};"
                f" the chat is:\n{shown(messages)}\nunder way:\n{under_way()}"
            ) from None

    @asynccontextmanager
    async def events(self, who: Traveller) -> AsyncIterator[AsyncIterator[Event]]:
        """Listen to a chat: what happens from entering the block on is not missed.

        Yields pairs of a name (new, edited, deleted, chat_action, callback_answered) and its data.
        """
        path = f"/sandbox/chats/{who.chat_id}/events"
        async with self._http.stream("GET", path) as stream:
            lines = stream.aiter_lines()
            assert (await anext(lines)).startswith(":")
            yield _events(lines)

    async def inject(self, raw: bytes) -> int:
        """Have an update sent byte for byte; `{id}` in it becomes its update_id, returned."""
        body = {"base64": base64.b64encode(raw).decode()}
        number: int = (await self.call("POST", "updates", body))["id"]
        return number

    async def block(self, who: Traveller) -> None:
        """Let a person block the bot."""
        await self.call("POST", f"users/{who.id}/block")

    async def unblock(self, who: Traveller) -> None:
        """Let a person take the block back."""
        await self.call("POST", f"users/{who.id}/unblock")

    async def set_fault(self, target: str, kind: str, **details: Any) -> int:
        """Plant a fault: `set_fault("telegram", "status", match="sendMessage", status=500)`."""
        fault = await self.call("POST", "faults", {"target": target, "kind": kind, **details})
        number: int = fault["id"]
        return number

    async def clear_faults(self) -> None:
        """Remove every fault."""
        await self.call("DELETE", "faults")

    async def requests(self, target: str, *, after: int = 0) -> list[dict[str, Any]]:
        """Return what the product asked of `target`, oldest first."""
        found: list[dict[str, Any]] = await self.call("GET", "requests", target=target, after=after)
        return found

    async def reset(self) -> None:
        """Put the sandbox back to its seed."""
        await self.call("POST", "reset")
