"""What becomes of an edit by what its channel said: pure."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.alerts.edits import EDIT_EVERY, ClaimedEdit, settle_edit
from domain.alerts.timing import LIFE
from domain.outbox.channels import Delivery, Failed, Gone, Moved, NotYet, Unknown
from domain.outbox.settlement import LAST_RETRY, LIFETIME, Again, Done
from domain.outbox.values import ChannelName, Message
from tests.bot.test_delivery_rendering import NOW, living

MESSAGE = Message(
    1, ChannelName.TELEGRAM, "4", "edit", {}, "en", None, NOW, None, None, 0, maybe_sent=False
)
CLAIMED = ClaimedEdit(living(), MESSAGE, UUID(int=1))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("delivery", "state"),
    [
        (Gone("bot was blocked"), "gone"),
        (Moved("-100"), "dropped"),
        (Failed("message to edit not found", refused=True), "failed"),
    ],
)
def test_what_cannot_be_edited_is_over(delivery: Delivery, state: str) -> None:
    settled = settle_edit(CLAIMED, delivery, NOW)
    assert isinstance(settled, Done)
    assert settled.state == state


def test_a_turn_that_is_far_off_uses_up_no_try() -> None:
    wait = timedelta(hours=2)
    assert settle_edit(CLAIMED, NotYet(wait), NOW) == Again(NOW + wait, 0, "4")


@pytest.mark.parametrize("delivery", [Failed("no line"), Unknown("no answer")])
def test_what_is_a_matter_of_the_moment_is_made_again_in_its_pace(delivery: Delivery) -> None:
    """Also where nobody knows whether it was made: made twice it says the same."""
    assert settle_edit(CLAIMED, delivery, NOW) == Again(NOW + EDIT_EVERY, 1, "4", delivery.reason)  # type: ignore[union-attr]
    often = replace(CLAIMED, message=replace(MESSAGE, tries=30))
    again = settle_edit(often, delivery, NOW + LIFE)
    assert isinstance(again, Again)
    assert again.due_at == NOW + LIFE + LAST_RETRY
    over = settle_edit(often, delivery, CLAIMED.living.living_until + LIFETIME + SECOND)
    assert isinstance(over, Done)
    assert over.state == "failed"
