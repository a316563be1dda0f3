"""What is said about somebody's data."""

from bot.buttons.keyboards import keyboard
from bot.locales import Translator
from bot.privacy.buttons import deletion_buttons, privacy_buttons
from bot.sending.screen import Screen
from domain.privacy.confidential_data import Confidential


def render_privacy(t: Translator) -> Screen:
    """Return what is kept about a traveller."""
    text = t.markup(
        "🔒 <b>Privacy</b>\n\nI store your Telegram ID and first name, your settings, your "
        "searches, what you track and what you book. For a search, suppliers see the place, "
        "dates, ages and nationality, never who you are. For a booking, they get the guests’ "
        "names, the contact details and the documents they ask for. If you pay here, Telegram "
        "and the payment provider take the payment: I never see your card, and keep amounts and "
        "payment numbers for as long as the law requires. I never sell your data or show it to "
        "others."
    )
    return Screen(text, privacy_buttons(t))


def render_deletion(t: Translator) -> Screen:
    """Ask whether to delete everything."""
    text = t.markup(
        "🗑 <b>Delete your account?</b>\n\nYour settings, searches, trackers, alerts and sign-ins "
        "will be deleted for good, in every linked chat. This doesn’t cancel your bookings, but "
        "you won’t be able to reach them here any more, so cancel any you don’t need first. This "
        "can’t be undone."
    )
    return Screen(text, deletion_buttons(t))


def render_deleted(t: Translator) -> Screen:
    """Say that nothing is held any more."""
    text = t.markup("Your account and all your data are deleted. Send /start to begin again.")
    return Screen(text, keyboard())


def render_secret_removed(kind: Confidential, t: Translator) -> Screen:
    """Say that a message was deleted, and what to do about the secret in it."""
    match kind:
        case Confidential.KEY:
            text = t.markup(
                "🔑 Your message held a secret key, so I deleted it. Anyone who has seen it could "
                "use it: delete the key on your account page and make a new one."
            )
        case Confidential.PASSWORD:
            text = t.markup(
                "🔒 Your message held a password, so I deleted it. I never ask for passwords here: "
                "change it if anyone else may have seen it."
            )
        case Confidential.DOCUMENT:
            text = t.markup(
                "🛂 Your message held a document number, so I deleted it. I only ask for one "
                "while you book a rate that needs it."
            )
        case Confidential.CARD:
            text = t.markup(
                "💳 Your message held a card number, so I deleted it. I never ask for card numbers "
                "in this chat."
            )
    return Screen(text, keyboard())
