"""What a group sees: the greeting, a hotel to vote on, and the shortlist."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.keyboards import keyboard, link, shorten
from bot.groups.buttons import choice_keyboard, shortlist_keyboard
from bot.locales import Translator, translator
from bot.sending.screen import Screen
from bot.start.screens import example
from bot.words import terms as words
from bot.words.votes import price_lines, vote_lines
from domain.trackers.shortlist import GroupChoice, leaders

# A hotel's name and its stay are cut to as many characters: ten of them fit into a message.
LONGEST_HOTEL_NAME, LONGEST_STAY = 40, 64


def render_group_greeting(bot_name: str, t: Translator) -> Screen:
    """Say what the bot does in a group."""
    text = t.markup(
        "🏨 <b>Hello! I help you choose a hotel together.</b>\n\n"
        "Find one in our private chat and tap 📤 Share → 👥: here everyone can vote on it, and I "
        "can watch its price for all of you. Or write here <code>@{name} {example}</code> and put "
        "what I find to the vote. /shortlist shows what was put forward. "
        "Your trackers and bookings stay private. Administrators choose this group’s language and "
        "currency with /settings.",
        name=bot_name,
        example=example(t),
    )
    private = f"https://t.me/{bot_name}?start=group"
    return Screen(text, keyboard([link(t.gettext("💬 Open the chat"), private)]))


def render_channel_greeting(bot_name: str, t: Translator) -> Screen:
    """Tell a channel that the bot answers elsewhere."""
    text = t.markup(
        "🏨 <b>I can’t chat in a channel.</b>\n\nFind hotels in our private chat, or add "
        "me to the channel’s discussion group, where everyone can vote on a hotel. To "
        "post a hotel card here, write @{name} and a place with dates.",
        name=bot_name,
    )
    private = f"https://t.me/{bot_name}?start=channel"
    return Screen(text, keyboard([link(t.gettext("💬 Open the chat"), private)]))


def render_choice(
    choice: GroupChoice, bot_name: str, t: Translator, *, is_new: bool = False
) -> Screen:
    """Return a hotel to vote on; a new message of it brings the photo, which then stays."""
    area = t.spot(choice.area, choice.place.country_code)
    about = words.dotted(
        words.rating(choice.rating, choice.review_count, t),
        ", ".join(part for part in (area, t.place(choice.place)) if part),
    )
    text = words.lines(
        Markup("🏨 <b>{}</b> {}").format(choice.hotel_name, words.stars(choice.stars)).strip(),
        about or None,
        f"🗓 {words.stay_line(choice.stay, t)}",
        "",
        *price_lines(choice.price, choice.stay, choice.proposer.time_zone, t),
        *vote_lines(choice.fans, choice.critics, t),
        "",
        t.gettext(
            "🔔 I’ll track its price and post alerts here. Only the person who started "
            "this or an administrator can stop it. To silence it just for yourself, mute "
            "this chat."
        )
        if choice.is_tracked
        else t.gettext("What do you think?"),
    )
    keys = choice_keyboard(choice, bot_name, t)
    return Screen(text, keys, choice.photo if is_new else None, keeps_photo=True)


def render_closed_group(title: str, count: int, t: Translator) -> Screen:
    """Tell the owner of a group's trackers that they are paused, and what brings them back."""
    text = words.lines(
        t.markup(
            "🔕 I can’t write in <b>{group}</b> any more.", group=title or t.gettext("a group")
        ),
        t.ngettext(
            "I’ve paused {count} tracker there.", "I’ve paused {count} trackers there.", count
        ),
        t.gettext("To continue, let me write in the group again and send /shortlist there."),
    )
    return Screen(text)


def render_shortlist(choices: Sequence[GroupChoice], bot_name: str, t: Translator) -> Screen:
    """Return a group's hotels, those with the best votes first, and which one leads."""
    if not choices:
        nothing = t.gettext("No hotels yet. Share one from our private chat.")
        return Screen(words.lines(t.markup("📋 <b>Shortlist</b>\n"), nothing))
    text = words.lines(
        t.markup("📋 <b>Shortlist</b>\n"),
        *(_listed(number, choice, t) for number, choice in enumerate(choices, start=1)),
        _verdict(choices, t),
    )
    return Screen(text, shortlist_keyboard(choices, bot_name, t))


def _listed(number: int, choice: GroupChoice, t: Translator) -> Markup:
    head = Markup("<b>{number}. {name}</b>  👍 {ups} 👎 {downs}{bell}").format(
        number=t.number(number),
        name=shorten(choice.hotel_name, LONGEST_HOTEL_NAME),
        ups=t.number(choice.ups),
        downs=t.number(choice.downs),
        bell=" 🔔" if choice.is_tracked else "",
    )
    own = group_translator(choice, t)
    return words.lines(
        head,
        shorten(words.stay_line(choice.stay, t), LONGEST_STAY),
        _short_price(choice, own),
        *vote_lines(choice.fans, choice.critics, t),
        "",
    )


def _short_price(choice: GroupChoice, t: Translator) -> Markup | None:
    price = choice.price
    if price is None:
        return None
    if price.best is None:
        return t.markup("🚫 <b>Sold out</b>")
    return Markup("<b>{total}</b> · 🕐 {moment}").format(
        total=t.price(price.best.quote.total),
        moment=t.stamp(price.at, choice.proposer.time_zone, is_shared=True),
    )


def _verdict(choices: Sequence[GroupChoice], t: Translator) -> Markup | None:
    """Return which hotel leads, or which are tied; None while none does."""
    numbers = {choice.choice_id: number for number, choice in enumerate(choices, start=1)}
    ahead = leaders(choices)
    named = " · ".join(
        f"{t.number(numbers[one.choice_id])}. {shorten(one.hotel_name, LONGEST_HOTEL_NAME)}"
        for one in ahead
    )
    if not ahead:
        return None
    if len(ahead) == 1:
        return t.markup("🏆 In the lead: <b>{hotel}</b>", hotel=named)
    return t.markup("🤝 Tied: <b>{hotels}</b>", hotels=named)


def group_translator(choice: GroupChoice, t: Translator) -> Translator:
    """Return the words for a hotel's proposer, whom its card speaks to: many read it."""
    member = choice.proposer
    own = translator(member.language, member.region).counting_in(member.currency, t.rates)
    return own if t.today is None else own.on(t.today)
