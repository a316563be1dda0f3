"""What becomes of a message after each answer of a channel."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.outbox.channels import Failed, Gone, Moved, NotYet, Sent, Unknown
from domain.outbox.settlement import (
    LAST_RETRY,
    LIFETIME,
    MOST_REFUSALS,
    MOST_UNANSWERED,
    Again,
    Done,
    retry_pause,
    settle,
)
from domain.outbox.values import ChannelName, Message

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def a_message(
    tries: int = 0, age: timedelta = timedelta(0), expires: timedelta | None = None
) -> Message:
    expires_at = None if expires is None else NOW + expires
    return Message(
        1, ChannelName.EMAIL, "asha@example.com", "verify_email", {}, "en", "IN", NOW - age,
        expires_at, None, tries, maybe_sent=False,
    )  # fmt: skip


def test_what_was_taken_is_sent() -> None:
    assert settle(a_message(), Sent("17"), NOW) == Done("sent", receipt="17")


def test_nobody_there_is_the_end() -> None:
    assert settle(a_message(), Gone("blocked"), NOW) == Done("gone", "blocked")


def test_a_pause_of_hours_uses_up_no_try() -> None:
    wait = timedelta(seconds=6775)
    again = Again(NOW + wait, 3, "asha@example.com")
    assert settle(a_message(tries=3), NotYet(wait), NOW) == again


def test_a_move_is_followed_at_once() -> None:
    assert settle(a_message(), Moved("-100"), NOW) == Again(NOW, 0, "-100", "moved")


def test_refusals_end_after_some_and_moments_after_a_day() -> None:
    last = a_message(tries=MOST_REFUSALS - 1)
    assert settle(last, Failed("no such tag", refused=True), NOW) == Done("failed", "no such tag")
    assert isinstance(settle(last, Failed("timeout"), NOW), Again)
    old = a_message(tries=MOST_REFUSALS - 1, age=LIFETIME + timedelta(seconds=1))
    assert settle(old, Failed("timeout"), NOW) == Done("failed", "timeout")
    assert settle(old, Unknown("lost"), NOW) == Done("failed", "lost")


def test_what_may_have_come_is_sent_again_unless_it_is_for_once() -> None:
    again = settle(a_message(), Unknown("lost"), NOW)
    assert isinstance(again, Again)
    assert again.maybe_sent
    once = replace(a_message(), is_once=True)
    assert settle(once, Unknown("lost"), NOW) == Done("unknown", "lost")
    assert isinstance(settle(once, Failed("450 later"), NOW), Again)


def test_what_got_no_answer_again_and_again_is_not_sent_any_more() -> None:
    message, sends = a_message(), 0
    settled = settle(message, Unknown("lost"), NOW)
    while isinstance(settled, Again):
        sends += 1
        assert settled.maybe_sent
        message = replace(message, tries=settled.tries, maybe_sent=True, unanswered=sends)
        assert settled.unanswered == sends
        # What fails or waits in between neither counts as a send nor makes it forget.
        for other in (Failed("no line"), NotYet(LAST_RETRY), Moved("-100")):
            between = settle(message, other, NOW)
            assert isinstance(between, Again)
            assert (between.maybe_sent, between.unanswered) == (True, sends)
        settled = settle(message, Unknown("lost"), NOW)
    assert settled == Done("unknown", "lost")
    assert sends + 1 == MOST_UNANSWERED


def test_what_would_come_too_late_is_dropped() -> None:
    soon = a_message(expires=timedelta(minutes=10))
    assert isinstance(settle(soon, NotYet(timedelta(minutes=9)), NOW), Again)
    assert settle(soon, NotYet(timedelta(minutes=10)), NOW) == Done(
        "dropped", "it would come too late"
    )


@given(st.integers(0, 10_000))
def test_pauses_grow_within_bounds(tries: int) -> None:
    assert timedelta(0) < retry_pause(tries) <= retry_pause(tries + 1) <= LAST_RETRY


@pytest.mark.parametrize("delivery", [Failed("x"), Unknown("x"), Failed("x", refused=True)])
@given(tries=st.integers(0, MOST_REFUSALS - 2))
def test_each_failure_counts_once(delivery: Failed | Unknown, tries: int) -> None:
    again = settle(a_message(tries=tries), delivery, NOW)
    assert isinstance(again, Again)
    assert again.tries == tries + 1
