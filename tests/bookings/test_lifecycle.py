"""A booking's states against a model: a supplier, its books, and everything that can go wrong."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.bookings.lifecycle import (
    OVER,
    STANDING,
    TRANSITIONS,
    UNSENT,
    UNSETTLED,
    Event,
    WrongState,
    next_state,
)
from domain.bookings.models import BookingState as State


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
