"""The one protocol of all channels that carry messages to people, and their answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.outbox.values import ChannelName, Message


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel accepted it. `receipt` identifies it for edits, None if it cannot be edited.

    `has_picture` means that it shows one.
    """

    receipt: str | None = None
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """The channel accepts nothing yet: the turn comes in `wait`, and this does not count as a
    try.
    """

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """The person has a new address from now on."""

    address: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There is nobody to reach."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The try failed: the message itself was `refused`, or the problem was temporary.

    A channel that knows when to retry sets `wait`.
    """

    reason: str
    refused: bool = False
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: nobody knows whether it was accepted.

    Before such a message is sent again, a channel checks that it gets answers at all.
    """

    reason: str


Delivery = Sent | NotYet | Moved | Gone | Failed | Unknown


class Channel(Protocol):
    """A way to reach people. All outcomes are return values: it raises no network errors."""

    name: ChannelName

    async def send(self, message: Message, is_ours: Callable[[], Awaitable[bool]]) -> Delivery:
        """Send a message.

        `is_ours` is asked right before the call whether the lease still holds: if not, nothing is
        sent and the answer is `NotYet`.
        """

    async def edit(
        self, message: Message, sent: Sent, is_ours: Callable[[], Awaitable[bool]], /
    ) -> Delivery:
        """Change a message that was `sent` to say what `message` says; `Failed` if the channel
        cannot edit.

        `is_ours` is asked as for a send.
        """


class SendsOnly:
    """A channel that cannot edit."""

    async def edit(
        self, _message: Message, _sent: Sent, _is_ours: Callable[[], Awaitable[bool]], /
    ) -> Delivery:
        """Refuse."""
        return Failed("not edited by this channel", refused=True)
