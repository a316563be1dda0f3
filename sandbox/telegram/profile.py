"""The bot's profile: name, descriptions, commands, menu button."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.keyboards import check_web_app
from sandbox.telegram.refusals import Refusal, bad_request

MOST_COMMANDS = 100
NAME = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_COMMAND, LONGEST_DESCRIPTION = 32, 256
DEFAULT_BUTTON = {"type": "default"}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a bot is for as long as it is: BotFather gives the token with the id in it."""

    token: str
    username: str
    first_name: str

    @property
    def id(self) -> int:
        """Return the number before the token's colon."""
        return int(self.token.partition(":")[0])


OFTEN_HOTELS = Identity(
    "1000000001:SANDBOX-often-hotels-bot-token-00000", "often_hotels_bot", "Often Hotels"
)


@dataclass(slots=True)
class BotProfile:
    """Texts and commands by language ("" is the default), commands also by scope.

    While `is_private` a bot hears of groups only what is meant for it.
    """

    identity: Identity = OFTEN_HOTELS
    is_private: bool = True
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)
    # What it asks to be allowed to do: for channels, and else.
    default_rights: dict[bool, dict[str, bool]] = field(default_factory=dict)

    def user(self) -> dict[str, Any]:
        """Return the bot as a User."""
        return {
            "id": self.identity.id,
            "is_bot": True,
            "first_name": self.text("name"),
            "username": self.identity.username,
        }

    def me(self) -> dict[str, Any]:
        """Return what getMe tells."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": not self.is_private,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def text(self, kind: str, language: str = "") -> str:
        """Return a text in a language, else the default one."""
        return (
            self.texts.get((kind, language))
            or self.texts.get((kind, ""))
            or (self.identity.first_name if kind == "name" else "")
        )

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Set or, with an empty text, remove it."""
        if len(text) > LIMITS[kind]:
            raise bad_request(f"{kind} is too long")
        self.texts[kind, language] = text

    def set_commands(self, scope: str, language: str, commands: Any) -> None:
        """Set a list of commands; each is checked."""
        if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        kept = []
        for command in commands:
            if not isinstance(command, dict):
                raise bad_request("can't parse BotCommand: expected an Object")
            name = str(command.get("command", "")).strip().removeprefix("/")
            text = str(command.get("description", "")).strip()
            _require_length("command", name, LONGEST_COMMAND)
            _require_length("command description", text, LONGEST_DESCRIPTION)
            if not NAME.fullmatch(name):
                raise bad_request("BOT_COMMAND_INVALID")
            kept.append({"command": name, "description": text})
        self.commands[scope, language] = kept

    def menu_button(self, chat_id: int | None) -> dict[str, Any]:
        """Return a chat's menu button, else the one of all chats."""
        for key in (chat_id, None):
            button = self.menu_buttons.get(key, DEFAULT_BUTTON)
            if button != DEFAULT_BUTTON:
                return button
        return {"type": "commands"}

    def commands_for(
        self, chat_id: int | None, *, private: bool, language: str
    ) -> list[dict[str, str]]:
        """Return what a user sees in a chat: the narrowest scope that has a list."""
        wide = "all_private_chats" if private else "all_group_chats"
        for scope in (f"chat:{chat_id}", wide, "default"):
            for tongue in (language, ""):
                if (scope, tongue) in self.commands:
                    return self.commands[scope, tongue]
        return []


def _require_length(what: str, text: str, longest: int) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")


PLAIN_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators"
}  # fmt: skip
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def scope_key(scope: Any) -> str:
    """Return a scope's name, with the chat for those that have one. Raises a 400 for no scope."""
    if not isinstance(scope, dict):
        raise _no_scope("expected an Object")
    if not scope:
        return "default"
    if "type" not in scope:
        raise _no_scope('Can\'t find field "type"')
    kind = str(scope["type"])
    if kind in PLAIN_SCOPES:
        return kind
    if kind not in CHAT_SCOPES:
        raise _no_scope("Unsupported type specified")
    for needed in ("chat_id", "user_id") if kind == "chat_member" else ("chat_id",):
        if scope.get(needed) in (None, ""):
            raise _no_scope(f'Can\'t find field "{needed}"')
    place = f"{kind}:{scope['chat_id']}"
    return f"{place}:{scope['user_id']}" if kind == "chat_member" else place


def _no_scope(reason: str) -> Refusal:
    return bad_request(f"can't parse BotCommandScope: {reason}")


def checked_menu_button(button: dict[str, Any]) -> dict[str, Any]:
    """Return a menu button as it is kept. Raises a 400 for one of an unknown kind."""
    kind = button.get("type", "default")
    if kind in {"default", "commands"}:
        return {"type": kind}
    if kind != "web_app":
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    web_app = button.get("web_app")
    url = web_app.get("url") if isinstance(web_app, dict) else None
    text = button.get("text")
    for name, value in (("text", text), ("url", url)):
        if not isinstance(value, str):
            raise bad_request(f"can't parse MenuButton: Can't find field \"{name}\"")
        if not value:
            raise bad_request("menu button text must be non-empty")
    check_web_app(web_app, "menu button")
    return {"type": kind, "text": text, "web_app": {"url": url}}
