"""The matrix of bookings is made, not written; here each kind of wrong is played once."""

import pytest

from tests.chaos.bookings.matrix import TURNS, Case, When, faults_of
from tests.chaos.bookings.run import run_bookings, surname_of
from tests.chaos.bookings.stories import STORIES, all_cases

# Of each kind one, where it would cost most.
SHORT = {
    "book: book 1, killed after",
    "pay: take 1, killed after",
    "pay kept: confirm_hold 1 at /confirm-hold, drop_after_processing",
    "pay at liteapi: book 1 at /rates/book, drop_after_processing",
    "refund: cancel 1 at /cancel, drop_before_processing",
    "refund: refund 1, killed before",
    "refund: silent_after",
    "refund: cancel 1 at /cancel, charged",
    "pay at liteapi: book 1 at /rates/book, doubled",
    "rebook: cancel 1, killed after",
    "rebook kept: hold 1 at /hold, status 503",
    "rebook to pay: book 1 at /book, garbage",
}


def test_every_call_meets_every_fault_and_turn_and_a_kill_on_either_side() -> None:
    found = all_cases()
    assert len({case.name for case in found}) == len(found)
    for name, story in STORIES.items():
        mine = [case for case in found if case.story == name]
        assert Case(name) in mine
        assert {case.trick for case in mine} >= set(story.tricks)
        for call in story.calls:
            around = {
                case.when
                for case in mine
                if case.call is not None
                and (case.call.operation, case.call.nth) == (call.operation, call.nth)
            }
            assert set(When) <= around
            told = {(one.fault, one.status) for one in mine if one.call == call}
            assert set(faults_of(call)) <= told
            assert {one.turn for one in mine if one.call == call} >= set(TURNS.get(call.step, ()))


def test_everybody_has_a_name_of_their_own() -> None:
    names = {surname_of(number) for number in range(1, 2000)}
    assert len(names) == 1999
    assert all(name.isalpha() for name in names)


@pytest.mark.timeout(600)
async def test_books_agree_whatever_goes_wrong() -> None:
    outcome = await run_bookings(lambda _words: None, lambda case: case.name in SHORT)
    assert outcome.wrong == []
    assert outcome.ran == len(SHORT)
    assert outcome.killed == sum("killed" in name for name in SHORT)
