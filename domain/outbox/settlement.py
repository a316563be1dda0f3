"""A message's fate after a try: pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.outbox.channels import Delivery, Failed, Gone, Moved, NotYet, Sent, Unknown
from domain.outbox.values import Message

# A refusal may be temporary; after this many it is not.
MOST_REFUSALS = 8
# Each send without an answer may have arrived; after this many the message is given up.
MOST_UNANSWERED = 3
# How long a message is kept while a channel is unreachable.
LIFETIME = timedelta(days=1)
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Done:
    """Settled: `state` is sent, gone, failed, dropped or unknown, with reason or receipt."""

    state: str
    reason: str | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Retried at `due_at`, to `address`; `tries` counts the failed ones.

    `maybe_sent` means that the last one may have arrived; `unanswered` counts the sends that got no
    answer.
    """

    due_at: datetime
    tries: int
    address: str
    reason: str | None = None
    maybe_sent: bool = False
    unanswered: int = 0


Settlement = Done | Again


def retry_pause(tries: int) -> timedelta:
    """Return how long to wait after this many failed tries: doubled each time, within limits."""
    return min(FIRST_RETRY * float(2 ** min(max(tries, 1) - 1, 10)), LAST_RETRY)


def untried(message: Message, until: datetime) -> Again:
    """Return a retry that does not count as a try."""
    return Again(
        until, message.tries, message.address,
        maybe_sent=message.maybe_sent, unanswered=message.unanswered,
    )  # fmt: skip


def settle(message: Message, delivery: Delivery, now: datetime) -> Settlement:
    """Return a message's fate, given its channel's answer."""
    match delivery:
        case Sent(receipt):
            return Done("sent", receipt=receipt)
        case Gone(reason):
            return Done("gone", reason)
        case NotYet(wait):
            return _unless_expired(message, untried(message, now + wait))
        case Moved(address):
            return replace(untried(message, now), address=address, reason="moved")
        case Failed(reason, refused, wait):
            return _after_failure(message, reason, now, refused=refused, wait=wait)
        case Unknown(reason):
            return _after_silence(message, reason, now)


def _after_silence(message: Message, reason: str, now: datetime) -> Settlement:
    unanswered = message.unanswered + 1
    if message.is_once or unanswered >= MOST_UNANSWERED:
        return Done("unknown", reason)
    settled = _after_failure(message, reason, now, refused=False)
    if isinstance(settled, Again):
        return replace(settled, maybe_sent=True, unanswered=unanswered)
    return settled


def _after_failure(
    message: Message,
    reason: str,
    now: datetime,
    *,
    refused: bool,
    wait: timedelta | None = None,
) -> Settlement:
    tries = message.tries + 1
    is_old = now - message.created_at > LIFETIME
    if tries >= MOST_REFUSALS and (refused or is_old):
        return Done("failed", reason)
    due_at = now + (wait or retry_pause(tries))
    again = replace(untried(message, due_at), tries=tries, reason=reason)
    return _unless_expired(message, again)


def _unless_expired(message: Message, again: Again) -> Settlement:
    if message.expires_at is not None and again.due_at >= message.expires_at:
        return Done("dropped", again.reason or "it would come too late")
    return again
