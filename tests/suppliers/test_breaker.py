"""The breaker: opens after failures in a row, lets one probe through, closes on an answer."""

import pytest

from domain.suppliers.breaker import (
    FAILURES_TO_OPEN,
    OPEN_SECONDS,
    Admission,
    Breaker,
    BreakerState,
)


class Seconds:
    """A monotonic clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """The breaker's clock."""
    return Seconds()


@pytest.fixture
def opened(seconds: Seconds) -> Breaker:
    """A breaker that has just opened."""
    breaker = Breaker(monotonic=seconds)
    for _ in range(FAILURES_TO_OPEN):
        assert breaker.admit() is Admission.NORMAL
        breaker.failed(Admission.NORMAL)
    return breaker


def test_an_answer_between_failures_starts_the_count_anew(seconds: Seconds) -> None:
    breaker = Breaker(monotonic=seconds)
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed(breaker.admit())
        breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED


def test_open_it_refuses_until_the_pause_is_over(opened: Breaker, seconds: Seconds) -> None:
    assert (opened.state, opened.admit()) == (BreakerState.OPEN, Admission.REFUSED)
    seconds.now = OPEN_SECONDS
    assert opened.state is BreakerState.HALF_OPEN
    assert [opened.admit(), opened.admit()] == [Admission.PROBE, Admission.REFUSED]


def test_a_failed_probe_opens_it_for_another_pause(opened: Breaker, seconds: Seconds) -> None:
    seconds.now = OPEN_SECONDS
    opened.failed(opened.admit())
    assert opened.state is BreakerState.OPEN
    seconds.now = 2 * OPEN_SECONDS
    assert opened.admit() is Admission.PROBE


def test_an_answered_probe_closes_it(opened: Breaker, seconds: Seconds) -> None:
    seconds.now = OPEN_SECONDS
    opened.admit()
    opened.succeeded()
    assert [opened.admit(), opened.admit()] == [Admission.NORMAL] * 2


def test_an_abandoned_probe_leaves_the_way_to_the_next(opened: Breaker, seconds: Seconds) -> None:
    seconds.now = OPEN_SECONDS
    opened.abandoned(opened.admit())
    assert opened.admit() is Admission.PROBE


def test_what_fails_late_neither_prolongs_the_pause_nor_spoils_the_probe(
    opened: Breaker, seconds: Seconds
) -> None:
    seconds.now = OPEN_SECONDS - 1
    opened.failed(Admission.NORMAL)
    seconds.now = OPEN_SECONDS
    assert opened.admit() is Admission.PROBE
    opened.failed(Admission.NORMAL)
    opened.abandoned(Admission.NORMAL)
    assert opened.admit() is Admission.REFUSED
