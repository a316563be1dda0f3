"""Rules, their states, and the alerts they fired.

A rule's state stores the open interval of totals in which nothing happens to it. An observation
uses the two indexes to find the states whose interval it has left, and touches only those.
"""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.accounts.models import Chat, User
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
    """A trigger of one tracker. `percent`, `amount` and `target` are set as its kind requires.

    A rule that is set aside could not be evaluated: it stays silent until it is changed.
    """

    id = fields.BigIntField(primary_key=True)
    # The trackers package is above this one; its model is known here by name only.
    tracker: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.Tracker", related_name="rules", db_index=True, on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(RuleKind, max_length=16)
    percent = fields.DecimalField(max_digits=6, decimal_places=2, null=True)
    amount = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    target = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    is_active = fields.BooleanField(default=True)
    set_aside_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "price_rules"


class RulePhase(StrEnum):
    """A rule's phase on one trackable. A waiting one has not seen its first price."""

    WAITING = "waiting"
    ARMED = "armed"
    FIRED = "fired"


class RuleState(Model):
    """A rule on one trackable.

    Something happens to it at or below `low` and at or above `high`; None on either side means
    never. Both are None while the rule sleeps. `kind` repeats the rule's, for the indexes.
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
    own_amount = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="The rule's, in this currency"
    )
    own_target = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="The rule's, in this currency"
    )
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
    """An alert's delivery state.

    pending → sent; held waits in a digest; dropped was overtaken by events; failed cannot be
    delivered. Only the outbox knows who is handling it.
    """

    PENDING = "pending"
    SENT = "sent"
    HELD = "held"
    DROPPED = "dropped"
    FAILED = "failed"


class DigestKind(StrEnum):
    """What a digest waits for: the end of quiet hours, or the hour of the daily digest."""

    WAKING = "waking"
    DAILY = "daily"


class Digest(Model):
    """Alerts to be reported together in one chat. One digest of each kind is open at a time.

    In a group with topics, each topic in which a tracker was started has its own.

    `wishes` are those that set `due_at`; if they have changed, it is set again.
    """

    id = fields.BigIntField(primary_key=True)
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField(
        "models.Chat", related_name="digests", on_delete=fields.CASCADE, db_index=False
    )
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="digests", db_index=True, on_delete=fields.CASCADE
    )
    topic_id = fields.BigIntField(null=True, description="The topic of the group where it is told")
    kind = fields.CharEnumField(DigestKind, max_length=8)
    state = fields.CharEnumField(DeliveryState, max_length=8, default=DeliveryState.PENDING)
    wishes = fields.CharField(max_length=100)
    due_at = fields.DatetimeField()
    # For the previous version, as with alerts.
    lease = fields.UUIDField(null=True)
    leased_until = fields.DatetimeField(null=True)
    not_before = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0, db_default=0)
    last_error = fields.CharField(max_length=255, null=True)
    message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "digests"
        indexes = (Index(fields=("state", "due_at")),)


class TrackerAlert(Model):
    """News for one tracker, and its outcome; its delivery is an outbox message.

    `dedupe_key` says which fact it reports: the same fact twice makes one row. `counted_on` is the
    traveller's day in whose number of alerts it is counted. While it has a `living_until`, its
    message is kept true: `edition` counts its edits in the outbox, `shown_total` and `shown_course`
    are what it says by now.
    """

    id = fields.BigIntField(primary_key=True)
    dedupe_key = fields.CharField(max_length=128, unique=True)
    # The trackers package is above this one; its model is known here by name only.
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
    state = fields.CharEnumField(DeliveryState, max_length=8, default=DeliveryState.PENDING)
    last_error = fields.CharField(max_length=255, null=True)
    message_id = fields.BigIntField(null=True)
    has_photo = fields.BooleanField(default=False, db_default=False)
    digest: fields.ForeignKeyNullableRelation[Digest] = fields.ForeignKeyField(
        "models.Digest", related_name="alerts", db_index=True, null=True, on_delete=fields.SET_NULL
    )
    counted_on = fields.DateField(null=True)
    # For the previous version, whose workers may still run: see `domain.alerts.adoption`. The next
    # migration removes them.
    urgency = fields.SmallIntField(default=100, db_default=100)
    due_at = fields.DatetimeField(null=True)
    trace = fields.CharField(max_length=55, null=True)
    lease = fields.UUIDField(null=True)
    leased_until = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0, db_default=0)
    maybe_sent = fields.BooleanField(default=False, db_default=False)
    told_with = fields.BigIntField(
        null=True, description="The alert whose message told this one among its reasons"
    )
    created_at = fields.DatetimeField()
    sought_since = fields.DatetimeField(
        null=True, description="Since when its price cannot be had again"
    )
    sent_at = fields.DatetimeField(null=True)
    failed_at = fields.DatetimeField(null=True)
    living_until = fields.DatetimeField(null=True)
    edition = fields.IntField(default=0, db_default=0)
    # Of the version before, as above.
    edit_due_at = fields.DatetimeField(null=True)
    edit_lease = fields.UUIDField(null=True)
    edit_leased_until = fields.DatetimeField(null=True)
    edited_at = fields.DatetimeField(null=True)
    shown_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    shown_course = fields.CharField(max_length=16, default="told", db_default="told")

    class Meta:
        """Table and order."""

        table = "tracker_alerts"
        indexes = (Index(fields=("state", "due_at", "urgency")),)


class Wish(StrEnum):
    """What somebody asked for who found an alert unhelpful."""

    LESS_OFTEN = "less_often"
    BIGGER_DROPS = "bigger_drops"
    STOP = "stop"


class AlertFeedback(Model):
    """A reader's opinion of an alert; a second opinion replaces the first."""

    id = fields.BigIntField(primary_key=True)
    alert: fields.OneToOneRelation[TrackerAlert] = fields.OneToOneField(
        "models.TrackerAlert", related_name="feedback", on_delete=fields.CASCADE
    )
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="alert_feedback", db_index=True, on_delete=fields.CASCADE
    )
    is_helpful = fields.BooleanField()
    wish = fields.CharEnumField(Wish, max_length=16, null=True)
    given_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "alert_feedback"
