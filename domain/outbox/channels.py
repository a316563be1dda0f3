"""What carries messages to people, and what it says of each: the one protocol of every channel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.outbox.values import ChannelName, Message


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel has taken it. `receipt` is what it can be edited by, None where it cannot be.

    `has_picture` says that it shows one.
    """

    receipt: str | None = None
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """The channel would have nothing yet: the turn comes in `wait`, and no try is used up."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """The person is reached elsewhere from now on."""

    address: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is left."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The try failed: the message itself was `refused`, or it was a matter of the moment.

    A channel that knows when the next try makes sense says so by `wait`.
    """

    reason: str
    refused: bool = False
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer got lost: nobody can say whether it was taken."""

    reason: str


Delivery = Sent | NotYet | Moved | Gone | Failed | Unknown


class Channel(Protocol):
    """One way to people. What it returns is the whole truth: it raises nothing of the network's."""

    name: ChannelName

    async def send(self, message: Message, is_ours: Callable[[], Awaitable[bool]]) -> Delivery:
        """Send a message.

        Right before the call `is_ours` is asked whether the lease still holds: where not, nothing
        is sent and the answer is `NotYet`.
        """

    async def edit(
        self, message: Message, sent: Sent, is_ours: Callable[[], Awaitable[bool]], /
    ) -> Delivery:
        """Have what was `sent` say what `message` says; `Failed` where a channel edits nothing.

        `is_ours` is asked as before a send.
        """


class SendsOnly:
    """What a channel is whose messages stand as they were sent."""

    async def edit(
        self, _message: Message, _sent: Sent, _is_ours: Callable[[], Awaitable[bool]], /
    ) -> Delivery:
        """Refuse."""
        return Failed("not edited by this channel", refused=True)
