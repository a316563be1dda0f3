"""Rules, the state each is in, and the alerts that they made: the outbox.

A rule's state keeps the open interval of totals in which nothing happens to it. An observation
asks the two indexes for the states whose interval it has left, and touches only those.
"""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.catalog.models import Hotel
from domain.prices.models import Availability, Trackable


class RuleKind(StrEnum):
    """What makes a price news."""

    PRICE_DROP = "price_drop"
    TARGET_PRICE = "target_price"
    ALL_TIME_LOW = "all_time_low"
    PRICE_RISE = "price_rise"
    AVAILABILITY = "availability"
    NEW_OPTION = "new_option"
    BEST_DEAL = "best_deal"


class PriceRule(Model):
    """One trigger of one tracker. `percent`, `amount` and `target` as its kind needs them."""

    id = fields.BigIntField(primary_key=True)
    # The tracker's package stands above this one; its model is known here by name only.
    tracker: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.Tracker", related_name="rules", db_index=True, on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(RuleKind, max_length=16)
    percent = fields.DecimalField(max_digits=6, decimal_places=2, null=True)
    amount = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    target = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    is_active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "price_rules"


class RulePhase(StrEnum):
    """Where a rule stands on one trackable. A waiting one has not seen its first price."""

    WAITING = "waiting"
    ARMED = "armed"
    FIRED = "fired"


class RuleState(Model):
    """A rule on one trackable.

    Something happens to it at or below `low` and at or above `high`; None on either side means
    never. Both are None while the rule sleeps. `kind` is the rule's, repeated for the indexes.
    """

    id = fields.BigIntField(primary_key=True)
    rule: fields.ForeignKeyRelation[PriceRule] = fields.ForeignKeyField(
        "models.PriceRule", related_name="states", db_index=True, on_delete=fields.CASCADE
    )
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="rule_states", on_delete=fields.CASCADE, db_index=False
    )
    kind = fields.CharEnumField(RuleKind, max_length=16)
    phase = fields.CharEnumField(RulePhase, max_length=8, default=RulePhase.WAITING)
    reference = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="The price when armed"
    )
    last_alerted = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    low = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    high = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    firings = fields.IntField(default=0)
    availability = fields.CharEnumField(
        Availability, max_length=16, null=True, description="What an availability rule saw last"
    )
    changed_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "rule_states"
        unique_together = (("rule", "trackable"),)
        indexes = (
            Index(fields=("trackable_id", "low")),
            Index(fields=("trackable_id", "high")),
        )


class DeliveryState(StrEnum):
    """Where an alert stands on its way to the chat.

    pending → sending → sent; held waits for a better hour; dropped was overtaken by events;
    failed cannot be delivered. One found in `sending` after a crash is sent again.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    DROPPED = "dropped"
    FAILED = "failed"


class TrackerAlert(Model):
    """News for one tracker, and its delivery: a row of the outbox.

    `dedupe_key` says which fact it reports: the same fact twice makes one row.
    """

    id = fields.BigIntField(primary_key=True)
    dedupe_key = fields.CharField(max_length=128, unique=True)
    # The tracker's package stands above this one; its model is known here by name only.
    tracker: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.Tracker", related_name="alerts", db_index=True, on_delete=fields.CASCADE
    )
    tracker_id: int
    rule: fields.ForeignKeyRelation[PriceRule] = fields.ForeignKeyField(
        "models.PriceRule", related_name="alerts", db_index=True, on_delete=fields.CASCADE
    )
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="alerts", db_index=True, on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(RuleKind, max_length=16)
    hotel: fields.ForeignKeyNullableRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel",
        null=True,
        on_delete=fields.SET_NULL,
        related_name=None,
        description="The new option of a search",
    )
    availability = fields.CharEnumField(
        Availability, max_length=16, null=True, description="What it has changed to"
    )
    previous_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    currency = fields.CharField(max_length=3)
    source = fields.CharField(max_length=16)
    observed_at = fields.DatetimeField()
    urgency = fields.SmallIntField(default=5, description="1 goes first")
    state = fields.CharEnumField(DeliveryState, max_length=8, default=DeliveryState.PENDING)
    due_at = fields.DatetimeField(description="Not sent before this instant")
    lease = fields.UUIDField(null=True)
    leased_until = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)
    last_error = fields.CharField(max_length=255, null=True)
    message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "tracker_alerts"
        indexes = (Index(fields=("state", "due_at", "urgency")),)
