"""In groups: hotels put forward, votes, the shortlist, and a tracker for all."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.conversations.filters import InGroup, ToBot
from bot.conversations.rights import is_administrator
from bot.deep_links import HotelLink, read_payload
from bot.keyboards.groups import StopForGroupButton, TrackForGroupButton, VoteButton
from bot.locales import Translator, translator
from bot.middlewares.answering import PressAnswer
from bot.rendering.groups import (
    render_channel_greeting,
    render_choice,
    render_group_greeting,
    render_shortlist,
)
from bot.screen import Screen
from domain.accounts.travellers import Traveller
from domain.alerts.chats import follow_chat
from domain.app import App
from domain.trackers.groups import (
    GroupChoice,
    propose,
    shortlist,
    stop_for_group,
    track_for_group,
)
from domain.trackers.groups import vote as count_vote
from domain.trackers.watching import return_to_chat

# As long as a move and what tells of it may lie apart.
KNOWN_SECONDS = 3600


async def start(
    message: Message,
    command: CommandObject,
    app: App,
    bot: Bot,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Put the hotel of a link before the group; without one say what can be done here."""
    link = read_payload(command.args or "")
    if not isinstance(link, HotelLink):
        return render_group_greeting((await bot.me()).username or "", t)
    chat = message.chat
    choice = await propose(app, traveller, chat.id, chat.title or "", link.hotel_id, link.stay)
    return await _shown(bot, choice)


async def vote(
    callback: CallbackQuery,
    callback_data: VoteButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Count a member's vote, or take it back, and show all of them in the message."""
    number, is_up = callback_data.choice_id, callback_data.is_up
    choice = await count_vote(app, traveller, _chat_of(callback), number, is_up=is_up)
    told = {
        True: t.gettext("👍 Counted"),
        False: t.gettext("👎 Counted"),
        None: t.gettext("Vote taken back"),
    }
    press.give(told[choice.my_vote])
    return await _shown(bot, choice)


async def track(
    callback: CallbackQuery,
    callback_data: TrackForGroupButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Watch the hotel for the group."""
    chat_id = _chat_of(callback)
    press.give(t.gettext("⏳ Taking the first price…"))
    return await _shown(
        bot, await track_for_group(app, traveller, chat_id, callback_data.choice_id)
    )


async def stop(
    callback: CallbackQuery,
    callback_data: StopForGroupButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
) -> Screen:
    """Stop watching for the group, if who presses may."""
    chat_id, number = _chat_of(callback), callback_data.choice_id

    async def is_admin() -> bool:
        return await is_administrator(bot, chat_id, callback.from_user.id)

    return await _shown(bot, await stop_for_group(app, traveller, chat_id, number, is_admin))


async def list_choices(message: Message, app: App, t: Translator) -> Screen:
    """Show what was put forward."""
    return render_shortlist(await shortlist(app, message.chat.id), t)


async def follow(message: Message, app: App) -> None:
    """Go along when a group becomes a supergroup, told in either of the two; greet it no more."""
    old, new = message.migrate_from_chat_id, message.migrate_to_chat_id
    old_id, new_id = (old, message.chat.id) if old else (message.chat.id, new or 0)
    await app.redis.set(known_group(new_id), 1, ex=KNOWN_SECONDS)
    await follow_chat(app.pool, old_id, new_id, app.clock.now())
    # Telegram may have told before that the old group is closed.
    await return_to_chat(app.pool, new_id, app.clock.now())


def known_group(chat_id: int) -> str:
    """Return the key in Redis that says that a chat was greeted, maybe under another id."""
    return f"group:known:{chat_id}"


async def answer_channel(_message: Message, bot: Bot, t: Translator) -> Screen:
    """Say to a channel where the bot can be of use."""
    return render_channel_greeting((await bot.me()).username or "", t)


async def _shown(bot: Bot, choice: GroupChoice) -> Screen:
    """Return the hotel's screen in the language of who put it forward: many read it."""
    return render_choice(
        choice, (await bot.me()).username or "", translator(choice.language, choice.region)
    )


def _chat_of(callback: CallbackQuery) -> int:
    return callback.message.chat.id if callback.message else 0


def router() -> Router:
    """Return the routes of groups; personal matters are pointed to the private chat elsewhere."""
    routes = Router(name="groups")
    routes.message.filter(InGroup())
    routes.callback_query.filter(InGroup())
    routes.message.register(start, CommandStart())
    routes.message.register(list_choices, Command("shortlist", ignore_case=True))
    routes.message.register(follow, F.migrate_to_chat_id | F.migrate_from_chat_id)
    routes.channel_post.register(answer_channel, ToBot())
    routes.callback_query.register(vote, VoteButton.filter())
    routes.callback_query.register(track, TrackForGroupButton.filter())
    routes.callback_query.register(stop, StopForGroupButton.filter())
    return routes
