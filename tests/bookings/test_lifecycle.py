"""A booking's states against a model: a supplier, its books, and everything that can go wrong."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.bookings.lifecycle import (
    STANDING,
    TRANSITIONS,
    UNSENT,
    UNSETTLED,
    Event,
    WrongState,
    next_state,
)
from domain.bookings.models import BookingState as State
from domain.bookings.rebooking.lifecycle import TRANSITIONS as REBOOKING
from domain.bookings.rebooking.lifecycle import Event as Rebooking
from domain.bookings.rebooking.lifecycle import WrongStep
from domain.bookings.rebooking.lifecycle import next_step as next_rebooking
from domain.bookings.rebooking.models import RebookingStep as Step

OVER = frozenset({State.FAILED, State.CANCELLED, State.COMPLETED})


@dataclass
class Books:
    """What the supplier has: orders that stand, and orders that are still on their way."""

    standing: int = 0
    on_the_way: int = 0
    sent: int = 0


class Life(RuleBasedStateMachine):
    """One confirm after the other; the supplier decides, answers get lost, processes die."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.books = State.DRAFT, Books()

    def happen(self, event: Event) -> None:
        self.state = next_state(self.state, event)

    def try_to(self, event: Event) -> bool:
        try:
            self.happen(event)
        except WrongState:
            return False
        return True

    @rule()
    def change_the_guests(self) -> None:
        self.try_to(Event.CHANGED)

    @rule()
    def recheck(self) -> None:
        self.try_to(Event.RECHECKED)

    @rule()
    def tap_confirm(self) -> None:
        if self.try_to(Event.SUBMITTED):
            self.books.sent += 1
            self.books.on_the_way += 1

    @precondition(lambda self: self.state is State.SUBMITTING and self.books.on_the_way)
    @rule()
    def nothing_left_the_house(self) -> None:
        self.books.on_the_way -= 1
        self.happen(Event.NOT_SENT)

    @precondition(lambda self: self.books.on_the_way)
    @rule()
    def the_supplier_books(self) -> None:
        self.books.on_the_way -= 1
        self.books.standing += 1

    @precondition(lambda self: self.state in UNSETTLED and self.books.on_the_way)
    @rule()
    def the_supplier_refuses(self) -> None:
        self.books.on_the_way -= 1
        self.happen(Event.REFUSED)

    @precondition(lambda self: self.state is State.SUBMITTING and self.books.on_the_way)
    @rule()
    def the_price_is_another(self) -> None:
        self.books.on_the_way -= 1
        self.happen(Event.PRICE_CHANGED)

    @precondition(lambda self: self.state in UNSETTLED)
    @rule()
    def the_answer_is_lost(self) -> None:
        self.happen(Event.LOST)

    @precondition(lambda self: self.state in UNSETTLED and self.books.standing)
    @rule()
    def the_books_show_it(self) -> None:
        self.happen(Event.CONFIRMED)

    @precondition(lambda self: self.state in UNSETTLED and self.books.on_the_way)
    @rule()
    def the_books_show_it_waiting(self) -> None:
        self.happen(Event.TAKEN)

    @rule()
    def tap_cancel(self) -> None:
        self.try_to(Event.CANCEL_SENT)

    @precondition(lambda self: self.state in {State.CANCELLING, State.CANCEL_PENDING})
    @rule()
    def the_supplier_cancels(self) -> None:
        self.books.standing -= 1
        self.happen(Event.CANCELLED)

    @precondition(lambda self: self.state in {State.CANCELLING, State.CANCEL_PENDING})
    @rule()
    def the_supplier_keeps_it(self) -> None:
        self.happen(Event.NOT_CANCELLED)

    @invariant()
    def never_two_from_one(self) -> None:
        assert self.books.standing + self.books.on_the_way <= 1

    @invariant()
    def what_stands_is_never_called_failed(self) -> None:
        if self.books.standing or self.books.on_the_way:
            assert self.state in STANDING

    @invariant()
    def what_is_confirmed_stands(self) -> None:
        if self.state is State.CONFIRMED:
            assert self.books.standing == 1

    @invariant()
    def what_can_be_sent_is_nowhere(self) -> None:
        if self.state in UNSENT or self.state in OVER:
            assert self.books.standing + self.books.on_the_way == 0


def test_the_life_of_a_booking_keeps_to_the_model() -> None:
    run_state_machine_as_test(
        Life, settings=settings(max_examples=150, stateful_step_count=30, deadline=None)
    )


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("event", list(Event))
def test_every_other_step_is_refused(state: State, event: Event) -> None:
    if (state, event) not in TRANSITIONS:
        with pytest.raises(WrongState):
            next_state(state, event)


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_stays_over(state: State) -> None:
    assert not [event for event in Event if (state, event) in TRANSITIONS]


class Rebooked(RuleBasedStateMachine):
    """An old booking and a new one in its place, at a supplier that decides as it likes.

    Processes die anywhere: what was agreed to goes on from where the books and ours are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.step = Step.OFFERED
        self.old, self.new = State.CONFIRMED, State.RECHECKED
        self.old_stands, self.new_stands, self.new_on_the_way = True, False, False
        self.gave_up_new = False

    def happen(self, event: Rebooking) -> None:
        self.step = next_rebooking(self.step, event)

    @rule()
    def time_passes(self) -> None:
        """Nothing happens for a while."""

    @precondition(lambda self: self.step is Step.OFFERED)
    @rule()
    def the_traveller_agrees(self) -> None:
        self.happen(Rebooking.AGREED)

    @precondition(lambda self: self.step is Step.BOOKING and self.new is State.RECHECKED)
    @rule(leaves=st.booleans())
    def the_new_order_is_sent(self, leaves: bool) -> None:
        if leaves:
            self.new, self.new_on_the_way = State.SUBMITTING, True
        else:
            self.happen(Rebooking.NOT_BOOKED)

    @precondition(lambda self: self.new_on_the_way)
    @rule(books=st.booleans())
    def the_supplier_decides(self, books: bool) -> None:
        self.new_on_the_way, self.new_stands = False, books

    @precondition(lambda self: self.step is Step.BOOKING and self.new in UNSETTLED)
    @rule()
    def the_books_are_read(self) -> None:
        if self.new_stands:
            self.new = State.CONFIRMED
            self.happen(Rebooking.NEW_STANDS)
        elif not self.new_on_the_way:
            self.new = State.FAILED
            self.happen(Rebooking.NOT_BOOKED)

    @precondition(lambda self: self.new_stands and self.old is State.CONFIRMED)
    @rule()
    def the_supplier_drops_the_new_one(self) -> None:
        self.new_stands = False

    @precondition(lambda self: self.step is Step.CANCELLING and self.old is State.CONFIRMED)
    @rule(is_covered=st.booleans())
    def the_old_one_is_given_up(self, is_covered: bool) -> None:
        if not self.new_stands:
            self.new = State.CANCELLED
            self.happen(Rebooking.NEW_GONE)
        elif is_covered:
            self.old = State.CANCELLING
        else:
            self.happen(Rebooking.OLD_KEPT)

    @precondition(lambda self: self.old is State.CANCELLING)
    @rule(cancels=st.booleans())
    def the_supplier_answers(self, cancels: bool) -> None:
        if cancels:
            self.old, self.old_stands = State.CANCELLED, False
            self.happen(Rebooking.OLD_CANCELLED)
        else:
            self.old = State.CONFIRMED
            self.happen(Rebooking.OLD_KEPT)

    @precondition(lambda self: self.step is Step.BOTH_STAND)
    @rule(old=st.booleans())
    def a_person_gives_one_up(self, old: bool) -> None:
        if old and self.new_stands:
            self.old, self.old_stands = State.CANCELLED, False
            self.happen(Rebooking.OLD_CANCELLED)
        elif not old:
            self.new, self.new_stands = State.CANCELLED, False
            self.happen(Rebooking.NEW_GONE)

    @invariant()
    def never_none(self) -> None:
        assert self.old_stands or self.new_stands

    @invariant()
    def the_old_one_is_touched_only_once_the_new_one_stood(self) -> None:
        if self.old is not State.CONFIRMED:
            assert self.step in {Step.CANCELLING, Step.DONE}
            assert self.new is State.CONFIRMED

    @invariant()
    def the_end_is_what_it_says(self) -> None:
        if self.step is Step.STOPPED:
            assert self.old_stands
            assert not self.new_stands
        if self.step is Step.DONE:
            assert self.new_stands
            assert not self.old_stands


def test_a_rebooking_keeps_to_the_model_and_never_leaves_none() -> None:
    run_state_machine_as_test(
        Rebooked, settings=settings(max_examples=150, stateful_step_count=20, deadline=None)
    )


@pytest.mark.parametrize("step", list(Step))
def test_every_other_step_of_a_rebooking_is_refused(step: Step) -> None:
    for event in Rebooking:
        if (step, event) not in REBOOKING:
            with pytest.raises(WrongStep):
                next_rebooking(step, event)
