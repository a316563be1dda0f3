"""Travellers, the chats they write from, and their signed-in sessions."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.json_field import JSONField


class Role(StrEnum):
    """What an account may do beyond its own affairs."""

    TRAVELLER = "traveller"
    ADMIN = "admin"


class PictureStyle(StrEnum):
    """What a traveller's pictures look like."""

    LIGHT = "light"
    DARK = "dark"


class AlertWay(StrEnum):
    """Where alerts and digests go; mail goes to a verified address only."""

    CHAT = "chat"
    EMAIL = "email"
    BOTH = "both"


class User(Model):
    """A traveller. Those who have only ever written from Telegram have no e-mail and no
    password.
    """

    id = fields.BigIntField(primary_key=True)
    email = fields.CharField(max_length=254, null=True, unique=True)
    password_hash = fields.CharField(max_length=255, null=True)
    role = fields.CharEnumField(Role, default=Role.TRAVELLER, max_length=16)
    is_active = fields.BooleanField(default=True)
    is_verified = fields.BooleanField(default=False)
    first_name = fields.CharField(max_length=255, default="")
    username = fields.CharField(max_length=64, null=True, description="Telegram's, without @")
    group_chat_id = fields.BigIntField(
        null=True, unique=True, description="Whose administrators write as the group itself"
    )
    ban_told_at = fields.DatetimeField(null=True, description="A banned one is told once")
    wants_news = fields.BooleanField(
        default=True, db_default=True, description="Broadcasts are for those who want them"
    )
    language = fields.CharField(max_length=8, default="en")
    language_code = fields.CharField(
        max_length=35, default="", db_default="", description="Telegram's own"
    )
    region = fields.CharField(
        max_length=3,
        default="001",
        db_default="001",
        description="Orders day and month, groups digits; 001, the world, until it is known",
    )
    home_told = fields.BooleanField(
        default=False, db_default=False, description="The first guess of all these was shown"
    )
    currency = fields.CharField(max_length=3)
    nationality = fields.CharField(max_length=2)
    time_zone = fields.CharField(max_length=64)
    home_airport = fields.CharField(
        max_length=64, null=True, description="IATA codes with commas: those of the home city"
    )
    quiet_from = fields.SmallIntField(null=True, description="Minute of the day, own zone")
    quiet_until = fields.SmallIntField(null=True, description="Minute of the day, own zone")
    digest_hour = fields.SmallIntField(default=9, null=True, description="Own zone; null: none")
    alerts_a_day = fields.SmallIntField(default=20)
    alert_way = fields.CharEnumField(
        AlertWay, max_length=8, default=AlertWay.CHAT, db_default=AlertWay.CHAT
    )
    picture_style = fields.CharEnumField(
        PictureStyle, max_length=8, default=PictureStyle.LIGHT, db_default=PictureStyle.LIGHT
    )
    alerts_on = fields.DateField(null=True, description="The day that `alerts_told` counts")
    alerts_told = fields.IntField(default=0, db_default=0)
    created_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "users"


class ChatType(StrEnum):
    """Telegram's kinds of chat that a bot is written to from."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Chat(Model):
    """A Telegram chat. A private one belongs to one traveller; an account may have several."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="chats", db_index=True, null=True, on_delete=fields.CASCADE
    )
    user_id: int | None
    type = fields.CharEnumField(ChatType, default=ChatType.PRIVATE, max_length=16)
    title = fields.CharField(max_length=255, default="")
    is_reachable = fields.BooleanField(default=True)
    telegram_subject = fields.CharField(
        max_length=64,
        null=True,
        unique=True,
        description="Its person's name at Telegram's provider",
    )
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "chats"


class TrackingBy(StrEnum):
    """Who may have a hotel tracked for the whole group."""

    EVERYONE = "everyone"
    ADMINS = "admins"


class GroupSettings(Model):
    """A group's settings; null means those of whoever put the first hotel forward."""

    chat_id = fields.BigIntField(primary_key=True, generated=False)
    language = fields.CharField(max_length=8, null=True)
    currency = fields.CharField(max_length=3, null=True)
    tracking_by = fields.CharEnumField(TrackingBy, max_length=8, default=TrackingBy.EVERYONE)
    changed_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "group_settings"


class Session(Model):
    """A sign-in on one device, from log-in to end."""

    id = fields.UUIDField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="sessions", db_index=True, on_delete=fields.CASCADE
    )
    device = fields.CharField(max_length=255, default="")
    address = fields.CharField(max_length=64, default="")
    began_at = fields.DatetimeField()
    used_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    why_ended = fields.CharField(max_length=32, null=True)

    class Meta:
        """Table and order."""

        table = "sessions"


class RefreshToken(Model):
    """One link of a session's chain. Only the token's hash is kept; `key_id` signs it again."""

    id = fields.UUIDField(primary_key=True)
    session: fields.ForeignKeyRelation[Session] = fields.ForeignKeyField(
        "models.Session", related_name="tokens", db_index=True, on_delete=fields.CASCADE
    )
    token_hash = fields.CharField(max_length=64, unique=True)
    key_id = fields.CharField(max_length=16)
    issued_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    rotated_at = fields.DatetimeField(null=True)
    successor_id = fields.UUIDField(null=True)

    class Meta:
        """Table and order."""

        table = "refresh_tokens"


class EmailCode(Model):
    """A mailed code, which proves access to that mailbox. Hashed, and valid once."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="email_codes", db_index=True, on_delete=fields.CASCADE
    )
    purpose = fields.CharField(max_length=16)
    email = fields.CharField(max_length=254)
    code_hash = fields.CharField(max_length=64, unique=True)
    password_hash = fields.CharField(
        max_length=255, null=True, description="What the password becomes when it is used"
    )
    made_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "email_codes"


class ApiKey(Model):
    """A personal API key. Only its hash is kept; `beginning` tells it apart from others."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="api_keys", db_index=True, on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=60)
    beginning = fields.CharField(max_length=16)
    key_hash = fields.CharField(max_length=64, unique=True)
    scopes = fields.CharField(max_length=100, description="With commas")
    created_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "api_keys"


class ApiReplay(Model):
    """A request with an idempotency key, and its response once there is one."""

    id = fields.BigIntField(primary_key=True)
    # None before sign-in: the key then belongs to an address.
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="api_replays", on_delete=fields.CASCADE, db_index=False,
        null=True,
    )  # fmt: skip
    key_hash = fields.CharField(max_length=64)
    request_hash = fields.CharField(max_length=64)
    begun_at = fields.DatetimeField(db_index=True)
    status = fields.SmallIntField(null=True)
    headers = JSONField[list[list[str]]](null=True)
    body = fields.TextField(null=True, description="Encrypted")

    class Meta:
        """Table and order."""

        table = "api_replays"
        unique_together = (("user", "key_hash"),)
