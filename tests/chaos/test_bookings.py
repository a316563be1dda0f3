"""The matrix of bookings is made, not written: no call of a story goes without its faults."""

from tests.chaos.bookings import FAULTS, STORIES, When, cases, surname_of


def test_every_call_meets_every_fault_and_a_kill_on_either_side() -> None:
    found = cases()
    assert len({case.name for case in found}) == len(found)
    for name, story in STORIES.items():
        mine = [case for case in found if case.story == name]
        for call in story.calls:
            around = {
                case.when
                for case in mine
                if (case.call.operation, case.call.nth) == (call.operation, call.nth)
            }
            assert set(When) <= around
            told = {(one.fault, one.status) for one in mine if one.call == call}
            assert set(FAULTS) <= told


def test_everybody_has_a_name_of_their_own() -> None:
    names = {surname_of(number) for number in range(1, 500)}
    assert len(names) == 499
    assert all(name.isalpha() for name in names)
