"""Methods about the bot itself."""

from typing import Any

from sandbox.telegram.members import RIGHTS
from sandbox.telegram.params import Params
from sandbox.telegram.profile import checked_menu_button, scope_key
from sandbox.telegram.world import TelegramState


async def get_me(telegram: TelegramState, _params: Params) -> dict[str, Any]:
    """Tell who the bot is."""
    return telegram.profile.me()


def _texts(kind: str) -> dict[str, Any]:
    """Return the setter and the getter of one of the bot's texts."""
    stem = "".join(part.title() for part in kind.split("_"))

    async def set_one(telegram: TelegramState, params: Params) -> bool:
        telegram.profile.set_text(kind, params.text("language_code"), params.text(kind))
        return True

    async def get_one(telegram: TelegramState, params: Params) -> dict[str, str]:
        return {kind: telegram.profile.text(kind, params.text("language_code"))}

    return {f"setMy{stem}": set_one, f"getMy{stem}": get_one}


async def set_commands(telegram: TelegramState, params: Params) -> bool:
    """Set the commands of a scope and a language."""
    telegram.profile.set_commands(
        scope_key(params.fields("scope")),
        params.text("language_code"),
        params.array("commands"),
    )
    return True


async def get_commands(telegram: TelegramState, params: Params) -> list[dict[str, str]]:
    """Tell the commands of exactly that scope and language."""
    key = (scope_key(params.fields("scope")), params.text("language_code"))
    return telegram.profile.commands.get(key, [])


async def delete_commands(telegram: TelegramState, params: Params) -> bool:
    """Remove the commands of a scope and a language."""
    key = (scope_key(params.fields("scope")), params.text("language_code"))
    telegram.profile.commands.pop(key, None)
    return True


async def set_menu_button(telegram: TelegramState, params: Params) -> bool:
    """Set the menu button of a chat, or of all."""
    button = checked_menu_button(params.fields("menu_button"))
    telegram.profile.menu_buttons[params.integer("chat_id")] = button
    return True


async def get_menu_button(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell the menu button of a chat."""
    return telegram.profile.menu_button(params.integer("chat_id"))


async def set_default_rights(telegram: TelegramState, params: Params) -> bool:
    """Say what the bot asks to be allowed to do where it is to administer."""
    wished = {name: value is True for name, value in params.fields("rights").items()}
    telegram.profile.default_rights[params.flag("for_channels")] = wished
    return True


async def get_default_rights(telegram: TelegramState, params: Params) -> dict[str, bool]:
    """Tell what the bot asks to be allowed to do."""
    wished = telegram.profile.default_rights.get(params.flag("for_channels"), {})
    return dict.fromkeys(("is_anonymous", *RIGHTS), False) | wished


async def log_out(telegram: TelegramState, _params: Params) -> bool:
    """Leave the cloud: from now on this server does nothing for the bot."""
    telegram.is_logged_out = True
    await telegram.updates.close()
    return True


async def close(_telegram: TelegramState, _params: Params) -> bool:
    """Stop before the bot moves to another server: there is none here, and nothing is lost."""
    return True


METHODS = {
    "setMyDefaultAdministratorRights": set_default_rights,
    "getMyDefaultAdministratorRights": get_default_rights,
    "logOut": log_out,
    "close": close,
    "getMe": get_me,
    **_texts("name"),
    **_texts("description"),
    **_texts("short_description"),
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
