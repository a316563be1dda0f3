"""The people and chats on the other side of the bot."""

from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]


@dataclass(slots=True)
class Person:
    """A Telegram user. The private chat with any bot has the user's id."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    deactivated: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the User object."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                user[name] = getattr(self, name)
        return user


@dataclass(slots=True)
class StoredMessage:
    """A message and how often it was edited; who wrote it: a bot, or a person (`author`).

    An anonymous administrator's tells its author nowhere else.

    One that a person sent by the bot's inline mode has an id by which the bot may edit it, if it
    has a keyboard.
    """

    body: Message
    bot_id: int | None = None
    author: int | None = None
    version: int = 0
    inline_message_id: str | None = None
    # By person: the emoji, and the options of a poll.
    reactions: dict[int, str] = field(default_factory=dict)
    votes: dict[int, list[int]] = field(default_factory=dict)

    @property
    def from_bot(self) -> bool:
        """Return whether a bot wrote it."""
        return self.bot_id is not None

    @property
    def id(self) -> int:
        """Return the message's number within its chat."""
        number: int = self.body["message_id"]
        return number

    @property
    def markup(self) -> dict[str, Any]:
        """Return the keyboard, empty when there is none."""
        markup: dict[str, Any] = self.body.get("reply_markup", {})
        return markup

    def shown(self) -> Message:
        """Return the Message as the sandbox's own readers see it.

        With its `version`, who reacted with what, and the `author` where the message hides it.
        """
        shown = {**self.body, "version": self.version}
        if self.reactions:
            shown["reactions"] = [
                {"user": user, "emoji": emoji} for user, emoji in self.reactions.items()
            ]
        if self.author not in {None, self.body.get("from", {}).get("id")}:
            shown["author"] = self.author
        return shown

    def for_bot(self) -> Message:
        """Return the Message as it is now: reply keyboards are the users' own affair."""
        message = dict(self.body)
        if "inline_keyboard" not in self.markup:
            message.pop("reply_markup", None)
        return message

    def quoted(self) -> Message:
        """Return the Message as another one shows it that replies to it."""
        message = self.for_bot()
        message.pop("reply_to_message", None)
        return message


@dataclass(slots=True)
class GeneralTopic:
    """The topic of a forum that has no number; hiding it closes it."""

    name: str = "General"
    is_closed: bool = False
    is_hidden: bool = False


# What the members of a group may do unless they are told otherwise.
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics", "can_react_to_messages", "can_edit_tag",
)  # fmt: skip
EVERYTHING = frozenset(PERMISSIONS)


@dataclass(slots=True)
class Room:
    """A chat: private (then `id` is the person's), group, supergroup or channel.

    A private one is between a person and one bot; the others are the same for all bots.
    """

    id: int
    type: str
    title: str | None = None
    # Of public groups and channels, by which they are to be had as well as by their id.
    username: str | None = None
    members: set[int] = field(default_factory=set)
    person: Person | None = None
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    last_message_id: int = 0
    migrated_to: int | None = None
    # By bot: what it is here, a ChatMember's status. A bot that never came is not named.
    bots: dict[int, str] = field(default_factory=dict)
    # Of private chats: a bot may write only to those who wrote first and did not block it.
    blocked: bool = False
    has_written: bool = False
    # Who made the group, and who else administers it: True for those who write as the group.
    creator: int | None = None
    admins: dict[int, bool] = field(default_factory=dict)
    # Those who were put out, or have left: "kicked", "left".
    outside: dict[int, str] = field(default_factory=dict)
    # Those who ask to be let in, and the links by which they may come, by address.
    asking: set[int] = field(default_factory=set)
    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    pinned: int | None = None
    is_forum: bool = False
    description: str = ""
    # What members may do, and those who may do less; what a bot may not do though it administers.
    permissions: frozenset[str] = EVERYTHING
    restricted: dict[int, frozenset[str]] = field(default_factory=dict)
    lacking: dict[int, frozenset[str]] = field(default_factory=dict)
    # In slow mode, the seconds between two messages of a member, and when each wrote last.
    slow_mode: int = 0
    last_words: dict[int, float] = field(default_factory=dict)
    # By number: the names of its topics, and which of them are closed.
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    general: GeneralTopic = field(default_factory=GeneralTopic)
    # The sizes of its photo, none without one.
    photo: list[dict[str, Any]] = field(default_factory=list)
    # What administrators are called instead of that, by person.
    titles: dict[int, str] = field(default_factory=dict)

    def next_message_id(self) -> int:
        """Return the number of the chat's next message."""
        self.last_message_id += 1
        return self.last_message_id

    def to_json(self) -> dict[str, Any]:
        """Return the Chat object."""
        chat: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.title is not None:
            chat["title"] = self.title
        if self.is_forum:
            chat["is_forum"] = True
        if self.person is not None:
            chat["first_name"] = self.person.first_name
            for name in ("last_name", "username"):
                if getattr(self.person, name):
                    chat[name] = getattr(self.person, name)
        return chat
