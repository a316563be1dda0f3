"""In groups: hotels put forward, votes, the shortlist, and trackers for everyone."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Chat, Message

from bot.groups.audience import in_group
from bot.groups.buttons import (
    ListVoteButton,
    StopForGroupButton,
    TrackForGroupButton,
    TrackWinnerButton,
    VoteButton,
)
from bot.groups.openings import Openings
from bot.groups.rights import is_administrator, require_administrator
from bot.groups.screens import (
    group_translator,
    render_channel_greeting,
    render_choice,
    render_group_greeting,
    render_shortlist,
)
from bot.links.payloads import HotelLink, read_payload
from bot.locales import Translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Later, Screen, topic_of
from bot.updates.filters import InGroup, ToBot
from bot.updates.visit import Visit
from bot.words.votes import vote_told
from domain.accounts.groups import read_group
from domain.accounts.models import TrackingBy
from domain.app import App
from domain.trackers.chats import follow_chat, return_to_chat
from domain.trackers.groups import (
    propose,
    shortlist,
    stop_for_group,
    take_votes,
    track_for_group,
)
from domain.trackers.groups import vote as count_vote
from domain.trackers.shortlist import GroupChoice, ask_price

# How far apart a move and the messages about it may be.
KNOWN_SECONDS = 3600


async def start(message: Message, command: CommandObject, visit: Visit, bot: Bot) -> Screen | Later:
    """Put the hotel of a link before the group; without one say what can be done here."""
    link = read_payload(command.args or "")
    if not isinstance(link, HotelLink):
        t = (await in_group(visit, message.chat.id)).t
        return render_group_greeting((await bot.me()).username or "", t)
    return await put_forward(message.chat, link, visit, bot)


async def put_forward(chat: Chat, link: HotelLink, visit: Visit, bot: Bot) -> Screen | Later:
    """Put a hotel before a group; a price that is not known is asked for."""
    choice = await propose(
        visit.app, visit.traveller, chat.id, chat.title or "", link.hotel_id, link.stay
    )
    card = await _card(bot, choice, visit.t, is_new=True)
    if choice.price is not None:
        return card

    async def priced() -> Screen:
        return await _card(
            bot, await ask_price(visit.app, visit.traveller, choice), visit.t, is_new=True
        )

    return Later(priced, card)


async def vote(
    callback: CallbackQuery, callback_data: VoteButton, visit: Visit, bot: Bot, press: PressAnswer
) -> Screen:
    """Count a member's vote, or take it back, and show all of them in the message."""
    choice = await _count(callback, callback_data, visit, press)
    return await _card(bot, choice, visit.t)


async def vote_in_list(
    callback: CallbackQuery,
    callback_data: ListVoteButton,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
) -> Screen:
    """Count a vote that was pressed under the shortlist."""
    await _count(callback, callback_data, visit, press)
    return await _list(visit, bot, _chat_of(callback))


async def _count(
    callback: CallbackQuery, pressed: VoteButton | ListVoteButton, visit: Visit, press: PressAnswer
) -> GroupChoice:
    number, is_up = pressed.choice_id, pressed.is_up
    choice = await count_vote(visit.app, visit.traveller, _chat_of(callback), number, is_up=is_up)
    press.give(vote_told(choice.my_vote, visit.t))
    return choice


async def track(
    callback: CallbackQuery,
    callback_data: TrackForGroupButton,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
) -> Screen:
    """Watch the hotel for the group."""
    await _require_tracking(callback, visit.app, bot)
    press.give(visit.t.gettext("⏳ Getting the first price…"))
    return await _card(bot, await _track(callback, callback_data.choice_id, visit), visit.t)


async def track_winner(
    callback: CallbackQuery,
    callback_data: TrackWinnerButton,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
) -> Screen:
    """Watch the hotel that leads for the group."""
    await _require_tracking(callback, visit.app, bot)
    press.give(visit.t.gettext("⏳ Getting the first price…"))
    await _track(callback, callback_data.choice_id, visit)
    return await _list(visit, bot, _chat_of(callback))


async def _require_tracking(callback: CallbackQuery, app: App, bot: Bot) -> None:
    """Raise `ForGroupAdmins` where a group leaves tracking to its administrators."""
    chat_id = _chat_of(callback)
    if (await read_group(app.pool, chat_id)).tracking_by is TrackingBy.ADMINS:
        await require_administrator(bot, chat_id, callback.from_user.id)


async def _track(callback: CallbackQuery, choice_id: int, visit: Visit) -> GroupChoice:
    topic = topic_of(callback.message)
    return await track_for_group(visit.app, visit.traveller, _chat_of(callback), choice_id, topic)


async def stop(
    callback: CallbackQuery, callback_data: StopForGroupButton, visit: Visit, bot: Bot
) -> Screen:
    """Stop watching for the group, if who presses may."""
    chat_id, number = _chat_of(callback), callback_data.choice_id

    async def is_admin() -> bool:
        return await is_administrator(bot, chat_id, callback.from_user.id)

    return await _card(
        bot, await stop_for_group(visit.app, visit.traveller, chat_id, number, is_admin), visit.t
    )


async def list_choices(message: Message, visit: Visit, bot: Bot) -> Screen:
    """Show what was put forward."""
    return await _list(visit, bot, message.chat.id)


async def follow(message: Message, app: App) -> None:
    """Follow a group that becomes a supergroup, whichever of the two says so; greet it once."""
    old, new = message.migrate_from_chat_id, message.migrate_to_chat_id
    old_id, new_id = (old, message.chat.id) if old else (message.chat.id, new or 0)
    await app.redis.set(known_group(new_id), 1, ex=KNOWN_SECONDS)
    await follow_chat(app.pool, old_id, new_id, app.clock.now())
    # Telegram may have told before that the old group is closed.
    await return_to_chat(app.pool, new_id, app.clock.now())


def known_group(chat_id: int) -> str:
    """Return the Redis key that says that a chat was greeted, maybe under another id."""
    return f"group:known:{chat_id}"


async def note_leaving(message: Message, app: App) -> None:
    """Drop the votes of somebody who has left; what they had watched goes on for all."""
    left = message.left_chat_member
    if left is not None and not left.is_bot:
        await take_votes(app, message.chat.id, left.id)


async def answer_channel(_message: Message, bot: Bot, t: Translator) -> Screen:
    """Tell a channel where the bot can be of use."""
    return render_channel_greeting((await bot.me()).username or "", t)


async def _card(bot: Bot, choice: GroupChoice, t: Translator, *, is_new: bool = False) -> Screen:
    """Return the hotel's screen in the language of who put it forward: many read it."""
    name = (await bot.me()).username or ""
    return render_choice(choice, name, group_translator(choice, t), is_new=is_new)


async def _list(visit: Visit, bot: Bot, chat_id: int) -> Screen:
    """Return the shortlist in the group's language, or that of the member who proposed first."""
    choices = await shortlist(visit.app, chat_id)
    name = (await bot.me()).username or ""
    first = min(choices, key=lambda choice: choice.choice_id, default=None)
    if first is None:
        return render_shortlist(choices, name, (await in_group(visit, chat_id)).t)
    return render_shortlist(choices, name, group_translator(first, visit.t))


def _chat_of(callback: CallbackQuery) -> int:
    return callback.message.chat.id if callback.message else 0


def router() -> Router:
    """Return the routes of groups; personal matters are pointed to the private chat elsewhere."""
    routes = Router(name="groups")
    routes.message.filter(InGroup())
    routes.callback_query.filter(InGroup())
    for observer in (routes.message, routes.callback_query):
        observer.middleware(Openings())
    routes.message.register(start, CommandStart())
    routes.message.register(list_choices, Command("shortlist", ignore_case=True))
    routes.message.register(note_leaving, F.left_chat_member)
    routes.message.register(follow, F.migrate_to_chat_id | F.migrate_from_chat_id)
    routes.channel_post.register(answer_channel, ToBot())
    routes.callback_query.register(vote, VoteButton.filter())
    routes.callback_query.register(vote_in_list, ListVoteButton.filter())
    routes.callback_query.register(track_winner, TrackWinnerButton.filter())
    routes.callback_query.register(track, TrackForGroupButton.filter())
    routes.callback_query.register(stop, StopForGroupButton.filter())
    return routes
