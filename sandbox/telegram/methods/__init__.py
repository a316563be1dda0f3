"""The Bot API's methods, by lower-case name. Each takes the world and the parameters."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.telegram.methods import (
    appearance,
    callbacks,
    chats,
    editing,
    general_topic,
    groups,
    inline,
    locations,
    mini_apps,
    moderation,
    payments,
    polls,
    profile,
    recordings,
    refused_methods,
    rich,
    sending,
    stickers,
    topics,
    updates,
)
from sandbox.telegram.params import Params
from sandbox.telegram.world import TelegramState

Method = Callable[[TelegramState, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    name.lower(): method
    for module in (
        appearance,
        callbacks,
        chats,
        editing,
        general_topic,
        groups,
        inline,
        locations,
        mini_apps,
        moderation,
        payments,
        polls,
        profile,
        recordings,
        refused_methods,
        rich,
        sending,
        stickers,
        topics,
        updates,
    )
    for name, method in module.METHODS.items()
}
