"""A message in plain words, for channels that know no screens: its text and its HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.locales import Translator
from domain.outbox.values import Message

_PAGE = Markup(
    '<div style="font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:2em auto;padding:0 1em">'
    "{paragraphs}{action}"
    '<p style="color:#777;font-size:13px">Often Hotels</p></div>'
)
_ACTION = Markup(
    '<p><a href="{address}" style="display:inline-block;background:#2a7de1;color:#fff;'
    'padding:.6em 1.2em;border-radius:.5em;text-decoration:none">{label}</a></p>'
    '<p style="font-size:13px;color:#777;word-break:break-all">{address}</p>'
)
_PARAGRAPH = Markup("<p>{}</p>")


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing that a letter asks to do, and where."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written: each paragraph plain text."""

    subject: str
    paragraphs: tuple[str, ...]
    action: Action | None = None

    @property
    def text(self) -> str:
        """Return it as plain text."""
        action = [f"{self.action.label}: {self.action.address}"] if self.action else []
        return "\n\n".join([*self.paragraphs, *action, "Often Hotels"]) + "\n"

    @property
    def html(self) -> str:
        """Return it as HTML; everything from outside is escaped here."""
        action = Markup("")
        if self.action is not None:
            action = _ACTION.format(label=self.action.label, address=self.action.address)
        paragraphs = Markup("").join(_PARAGRAPH.format(one) for one in self.paragraphs)
        return str(_PAGE.format(paragraphs=paragraphs, action=action))


Writer = Callable[[Message, str, Translator], Letter]
