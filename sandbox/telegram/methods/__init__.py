"""The Bot API's methods, by lower-case name. Each takes the world and the parameters."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.telegram.methods import (
    callbacks,
    chats,
    editing,
    groups,
    inline,
    locations,
    mini_apps,
    moderation,
    payments,
    polls,
    profile,
    recordings,
    rich,
    sending,
    topics,
    updates,
)
from sandbox.telegram.params import Params
from sandbox.telegram.world import TelegramState

Method = Callable[[TelegramState, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    name.lower(): method
    for module in (
        callbacks,
        chats,
        editing,
        groups,
        inline,
        locations,
        mini_apps,
        moderation,
        payments,
        polls,
        profile,
        recordings,
        rich,
        sending,
        topics,
        updates,
    )
    for name, method in module.METHODS.items()
}
