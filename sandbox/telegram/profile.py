"""What the bot says of itself: name, descriptions, commands, menu button."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.refusals import bad_request

BOT_ID = 1_000_000_001
USERNAME = "often_hotels_bot"
FIRST_NAME = "Often Hotels"
MOST_COMMANDS = 100
NAME = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
DEFAULT_BUTTON = {"type": "default"}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


@dataclass(slots=True)
class BotProfile:
    """Texts and commands by language ("" is the default), commands also by scope."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)

    def user(self) -> dict[str, Any]:
        """Return the bot as a User."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": self.text("name"),
            "username": USERNAME,
        }

    def me(self) -> dict[str, Any]:
        """Return what getMe tells."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def text(self, kind: str, language: str = "") -> str:
        """Return a text in a language, else the default one."""
        return (
            self.texts.get((kind, language))
            or self.texts.get((kind, ""))
            or (FIRST_NAME if kind == "name" else "")
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
            name = str(command.get("command", "")).removeprefix("/")
            text = str(command.get("description", ""))
            if not NAME.fullmatch(name):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(text) <= LONGEST_DESCRIPTION:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
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


def scope_key(scope: Any) -> str:
    """Return a scope's name, with the chat for those that have one."""
    if not isinstance(scope, dict):
        return "default"
    kind = str(scope.get("type", "default"))
    if kind == "chat":
        return f"chat:{scope.get('chat_id')}"
    if kind in {"chat_administrators", "chat_member"}:
        return f"{kind}:{scope.get('chat_id')}:{scope.get('user_id', '')}"
    return kind
