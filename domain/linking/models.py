"""Requests to link a chat with an account, and the resulting links."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import Chat, User
from domain.json_field import JSONField


class BegunIn(StrEnum):
    """Where a request began; the other side completes it."""

    WEB = "web"
    CHAT = "chat"


class LinkRequest(Model):
    """A request to link, valid for minutes and once. Secrets are stored as hashes.

    A request begun on the web knows the account and the session, and the chat once one has opened
    it; one begun in a chat knows only the chat. `code_hash` is of the code that the chat shows, to
    be typed into the session that began.
    """

    id = fields.BigIntField(primary_key=True)
    begun_in = fields.CharEnumField(BegunIn, max_length=8)
    nonce_hash = fields.CharField(max_length=64, unique=True)
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=None, db_index=True, null=True, on_delete=fields.CASCADE
    )
    session_id = fields.UUIDField(null=True)
    chat: fields.ForeignKeyNullableRelation[Chat] = fields.ForeignKeyField(
        "models.Chat", related_name=None, db_index=True, null=True, on_delete=fields.CASCADE
    )
    chat_name = fields.CharField(max_length=255, default="")
    code_hash = fields.CharField(max_length=64, null=True)
    tries = fields.SmallIntField(default=0, description="How often a wrong code was typed")
    made_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "link_requests"


class ChatLink(Model):
    """A chat's link with a web account, from linking to unlinking.

    `own_user` is the chat's own account, which it gets back; `brought` lists what came with it, so
    that it can leave with it.
    """

    id = fields.BigIntField(primary_key=True)
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField(
        "models.Chat", related_name="links", db_index=True, on_delete=fields.CASCADE
    )
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="links", db_index=True, on_delete=fields.CASCADE
    )
    own_user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=None, db_index=True, on_delete=fields.CASCADE
    )
    chat_name = fields.CharField(max_length=255)
    brought: JSONField[dict[str, object]] = JSONField()
    linked_at = fields.DatetimeField()
    unlinked_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "chat_links"
