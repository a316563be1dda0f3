"""Amounts in a file of trackers."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from domain.trackers.files import RuleRecord


@pytest.mark.parametrize(
    ("written", "read"), [("95.500", "95.5"), ("1,20,000", "120000"), ("95,50", "95.5"), (80, "80")]
)
def test_an_amount_that_a_hand_has_edited_is_read(written: object, read: str) -> None:
    record = RuleRecord.model_validate({"kind": "target_price", "target": written})
    assert record.target == Decimal(read)


@pytest.mark.parametrize("written", ["-5", "0", "9" * 30, "NaN", "5000 BTC", "1e30"])
def test_an_amount_out_of_range_makes_no_rule(written: str) -> None:
    with pytest.raises(ValidationError):
        RuleRecord.model_validate({"kind": "target_price", "target": written})
