"""What travellers track."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.accounts.models import Chat, User
from domain.catalog.models import Cluster, Hotel
from domain.checks.cadence import Frequency
from domain.json_field import JSONField
from domain.prices.models import TrackableKind


class TrackerState(StrEnum):
    """A tracker's state. A deleted one can be restored until it is purged."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DELETED = "deleted"


class TrackerFolder(Model):
    """A heading under which a traveller groups trackers."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="tracker_folders", on_delete=fields.CASCADE, db_index=False
    )
    name = fields.CharField(max_length=40)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "tracker_folders"
        unique_together = (("user", "name"),)


class Tracker(Model):
    """A traveller's tracker over one or more trackables; its rules are `domain.alerts` rows."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="trackers", db_index=True, on_delete=fields.CASCADE
    )
    chat: fields.ForeignKeyNullableRelation[Chat] = fields.ForeignKeyField(
        "models.Chat", related_name="trackers", db_index=True, null=True, on_delete=fields.CASCADE
    )
    topic_id = fields.BigIntField(null=True, description="The topic of the group where it is told")
    kind = fields.CharEnumField(TrackableKind, max_length=16)
    name = fields.CharField(max_length=300)
    state = fields.CharEnumField(TrackerState, max_length=16, default=TrackerState.ACTIVE)
    frequency = fields.CharEnumField(Frequency, max_length=8, default=Frequency.SMART)
    custom_seconds = fields.IntField(null=True, description="The interval of a custom frequency")
    ends_at = fields.DatetimeField()
    muted_until = fields.DatetimeField(null=True)
    snoozed_until = fields.DatetimeField(null=True, description="A target is still told")
    paused_by_block = fields.BooleanField(
        default=False, db_default=False, description="Resumed when its chat can be reached again"
    )
    folder: fields.ForeignKeyNullableRelation[TrackerFolder] = fields.ForeignKeyField(
        "models.TrackerFolder",
        related_name="trackers",
        db_index=True,
        null=True,
        on_delete=fields.SET_NULL,
    )
    cluster: fields.ForeignKeyNullableRelation[Cluster] = fields.ForeignKeyField(
        "models.Cluster",
        related_name=None,
        db_index=True,
        null=True,
        on_delete=fields.SET_NULL,
        description="Whose hotels it watches, whichever they are",
    )
    share_token = fields.CharField(
        max_length=32, null=True, unique=True, description="Who knows it may watch the same"
    )
    request_key = fields.CharField(
        max_length=64, unique=True, description="The same wish twice makes one tracker"
    )
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "trackers"
        indexes = (Index(fields=("user_id", "state")), Index(fields=("state", "ends_at")))


class GroupHotel(Model):
    """A hotel proposed to a group, for certain dates, and the group's tracker."""

    id = fields.BigIntField(primary_key=True)
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField(
        "models.Chat", related_name="hotels", on_delete=fields.CASCADE, db_index=False
    )
    hotel: fields.ForeignKeyRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name=None, on_delete=fields.CASCADE
    )
    check_in = fields.DateField()
    check_out = fields.DateField()
    rooms: JSONField[list[list[object]]] = JSONField()
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="group_hotels", db_index=True, on_delete=fields.CASCADE
    )
    tracker: fields.ForeignKeyNullableRelation[Tracker] = fields.ForeignKeyField(
        "models.Tracker", related_name=None, null=True, on_delete=fields.SET_NULL
    )
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "group_hotels"
        unique_together = (("chat", "hotel", "check_in", "check_out"),)


class GroupVote(Model):
    """A member's vote on a group's hotel; a second vote replaces the first."""

    id = fields.BigIntField(primary_key=True)
    group_hotel: fields.ForeignKeyRelation[GroupHotel] = fields.ForeignKeyField(
        "models.GroupHotel", related_name="votes", on_delete=fields.CASCADE, db_index=False
    )
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="group_votes", db_index=True, on_delete=fields.CASCADE
    )
    is_up = fields.BooleanField()

    class Meta:
        """Table and order."""

        table = "group_votes"
        unique_together = (("group_hotel", "user"),)


class InlineCard(Model):
    """A hotel card sent into a chat by inline mode, stored once it is voted on.

    Telegram does not reveal the chat. `language`, `region`, `currency` and `nationality` are the
    sender's: the card stays as it began.
    """

    id = fields.BigIntField(primary_key=True)
    message_id = fields.CharField(max_length=64, unique=True, description="Telegram's, inline")
    hotel: fields.ForeignKeyRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name=None, on_delete=fields.CASCADE
    )
    check_in = fields.DateField()
    check_out = fields.DateField(db_index=True)
    rooms: JSONField[list[list[object]]] = JSONField()
    language = fields.CharField(max_length=2)
    region = fields.CharField(max_length=3)
    currency = fields.CharField(max_length=3)
    nationality = fields.CharField(max_length=2)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "inline_cards"


class InlineVote(Model):
    """A vote on a card's hotel; a second vote replaces the first."""

    id = fields.BigIntField(primary_key=True)
    card: fields.ForeignKeyRelation[InlineCard] = fields.ForeignKeyField(
        "models.InlineCard", related_name="votes", on_delete=fields.CASCADE, db_index=False
    )
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="inline_votes", db_index=True, on_delete=fields.CASCADE
    )
    is_up = fields.BooleanField()

    class Meta:
        """Table and order."""

        table = "inline_votes"
        unique_together = (("card", "user"),)
