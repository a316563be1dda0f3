"""A message in plain words, for channels that know no screens: its text and its HTML."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.locales import Translator
from domain.outbox.values import Message

_PAGE = Markup(
    '<div style="font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:2em auto;padding:0 1em">'
    "{paragraphs}{action}"
    '<p style="color:#777;font-size:13px">Often Hotels{leaving}</p></div>'
)
_ACTION = Markup(
    '<p><a href="{address}" style="display:inline-block;background:#2a7de1;color:#fff;'
    'padding:.6em 1.2em;border-radius:.5em;text-decoration:none">{label}</a></p>'
    '<p style="font-size:13px;color:#777;word-break:break-all">{address}</p>'
)
_PARAGRAPH = Markup("<p>{}</p>")
_LINK = Markup('<p><a href="{address}">{label}</a></p>')
_LEAVING = Markup(' · <a href="{address}" style="color:#777">{label}</a>')
# Telegram's own elements mean nothing elsewhere: their content stays.
_STRANGE = re.compile(r"<(?!/?(?:b|s|i)\b)[^<>]*>")
_ANY = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing that a letter asks to do, and where."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written: each paragraph plain text, a text as chats show it, or a link.

    `unsubscribe` is the link that stops such letters.
    """

    subject: str
    paragraphs: tuple[str | Markup | Action, ...]
    action: Action | None = None
    unsubscribe: Action | None = None

    @property
    def text(self) -> str:
        """Return it as plain text."""
        last = (self.action, "Often Hotels", self.unsubscribe)
        written = (_as_text(one) for one in (*self.paragraphs, *last) if one is not None)
        return "\n\n".join(written) + "\n"

    @property
    def html(self) -> str:
        """Return it as HTML; everything from outside is escaped here."""
        action = Markup("")
        if self.action is not None:
            action = _ACTION.format(label=self.action.label, address=self.action.address)
        leaving = Markup("")
        if self.unsubscribe is not None:
            leave = self.unsubscribe
            leaving = _LEAVING.format(address=leave.address, label=leave.label)
        paragraphs = Markup("").join(_as_html(one) for one in self.paragraphs)
        return str(_PAGE.format(paragraphs=paragraphs, action=action, leaving=leaving))


def _as_text(paragraph: str | Markup | Action) -> str:
    match paragraph:
        case Action(label, address):
            return f"{label}: {address}"
        case Markup():
            return html.unescape(_ANY.sub("", paragraph))
        case _:
            return paragraph


def _as_html(paragraph: str | Markup | Action) -> Markup:
    match paragraph:
        case Action(label, address):
            return _LINK.format(label=label, address=address)
        case Markup():
            shown = _STRANGE.sub("", str(paragraph)).replace("\n", "<br>")
            return _PARAGRAPH.format(Markup(shown))  # noqa: S704 - escaped where it was made
        case _:
            return _PARAGRAPH.format(paragraph)


Writer = Callable[[Message, str, Translator], Letter]
