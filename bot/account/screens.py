"""The account in the chat: linked or not, the question whether to link, and the result."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.account.buttons import (
    linked_buttons,
    notice_buttons,
    offer_buttons,
    parted_buttons,
    unlinked_buttons,
)
from bot.account.words import merged_words, parted_words
from bot.buttons.keyboards import home_button, keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.linking.requests import Offer

HALF = 3


def render_linked(email: str, page: str, t: Translator, *, is_app: bool) -> Screen:
    """Return a linked chat's screen about its account."""
    text = lines(
        t.markup("🔗 <b>Account</b>\n"),
        t.markup("This chat is linked to <code>{email}</code>.", email=email),
        t.markup("Your trackers and bookings are the same in every chat linked to it."),
    )
    return Screen(text, linked_buttons(page, t, is_app=is_app))


def render_unlinked(page: str, t: Translator) -> Screen:
    """Return the way to an account, by a page that opens for ten minutes."""
    text = lines(
        t.markup("🔗 <b>Link an account</b>\n"),
        t.markup(
            "With an account on the web, your trackers and bookings are the same in every chat "
            "you link to it."
        ),
        t.markup(
            "\nOpen the page, sign in or create an account, and confirm with your password. "
            "The button works for 10 minutes and only for you: don’t forward it."
        ),
    )
    return Screen(text, unlinked_buttons(page, t))


def render_offer(offer: Offer, t: Translator) -> Screen:
    """Ask whether to link this chat."""
    text = lines(
        t.markup("🔗 <b>Link this chat?</b>\n"),
        t.markup("Account: <code>{email}</code>", email=offer.other_side),
        t.markup("\nYour trackers and bookings here become part of this account."),
        t.markup(
            "⚠️ Link only if this is your own account and you have just started this yourself. "
            "If someone sent you the link, don’t."
        ),
    )
    return Screen(text, offer_buttons(offer.request_id, t))


def render_code(code: str, t: Translator) -> Screen:
    """Show the code that completes a link."""
    text = lines(
        t.markup("🔗 <b>One last step</b>\n"),
        t.markup(
            "Type this code on the account page: <code>{code}</code>",
            code=f"{code[:HALF]} {code[HALF:]}",
        ),
        t.markup(
            "\n⚠️ Don’t share it with anyone, not even with us: whoever has it can take over "
            "what you track and book here."
        ),
    )
    return Screen(text, keyboard([home_button(t)]))


def render_address_added(email: str, t: Translator) -> Screen:
    """Say that an e-mail address now signs in to the account."""
    text = lines(
        t.markup("📧 You can now sign in to your account with <code>{email}</code>.", email=email),
        t.markup("\nNot you? Write to /support right away."),
    )
    return Screen(text, keyboard([home_button(t)]))


def render_hook_switched_off(host: str, reason: str, t: Translator) -> Screen:
    """Say that events are no longer posted to a program's address, and why."""
    text = lines(
        t.markup("🔌 <b>Webhook switched off</b>\n"),
        t.markup(
            "<code>{host}</code> kept failing ({reason}), so events are no longer sent there. "
            "Fix it, then switch it on again on your account page.",
            host=host,
            reason=reason,
        ),
    )
    return Screen(text, keyboard([home_button(t)]))


def render_declined(t: Translator) -> Screen:
    """Say that nothing was linked."""
    return Screen(
        t.markup("👌 Nothing was linked. That link no longer works."), keyboard([home_button(t)])
    )


def render_parted(counts: Mapping[str, int], t: Translator) -> Screen:
    """Say that the chat is no longer linked."""
    told = (Markup.escape(one) for one in parted_words(counts, t))
    text = lines(t.markup("✂️ This chat is no longer linked to an account."), *told)
    return Screen(text, parted_buttons(t))


def render_linked_notice(email: str, counts: Mapping[str, int], t: Translator) -> Screen:
    """Tell a chat that it was linked, with one tap to undo it."""
    text = lines(
        t.markup("🔗 This chat is now linked to <code>{email}</code>.", email=email),
        *(Markup.escape(one) for one in merged_words(counts, t)),
        t.markup("\nNot you? Unlink this chat now."),
    )
    return Screen(text, notice_buttons(t))


def render_parted_notice(email: str, counts: Mapping[str, int], t: Translator) -> Screen:
    """Tell a chat that it was unlinked on the web."""
    text = lines(
        t.markup("✂️ This chat is no longer linked to <code>{email}</code>.", email=email),
        *(Markup.escape(one) for one in parted_words(counts, t)),
    )
    return Screen(text, parted_buttons(t))
