"""Telegram's MarkdownV2, with its words for every mistake (tdlib/td, `parse_markdown_v2`)."""

import re
from dataclasses import dataclass

from sandbox.telegram.entities import Entity, in_order, utf16_length
from sandbox.telegram.objects import inline_object, link
from sandbox.telegram.refusals import Refusal, bad_request

RESERVED = set("_*[]()~`>#+-=|{}.!\n")
LAST_ESCAPABLE = "~"
# Each mark with the kind it opens and how Telegram's errors name it; longer ones first.
MARKS = (
    ("```", "pre", "Pre"),
    ("__", "underline", "Underline"),
    ("||", "spoiler", "Spoiler"),
    ("![", "custom_emoji", "CustomEmoji"),
    ("_", "italic", "Italic"),
    ("*", "bold", "Bold"),
    ("~", "strikethrough", "Strikethrough"),
    ("`", "code", "Code"),
    ("[", "text_link", "TextUrl"),
)
ENDS = {mark: "]" if mark.endswith("[") else mark for mark, _, _ in MARKS}
LANGUAGE = re.compile(r"([^ \t\r\n\v\0`]+)(?=[ \t\r\n\v\0])")
NEW_LINE = re.compile(r"\r\n|\n\r|\n|\r")


@dataclass(slots=True)
class OpenMark:
    """A mark that waits for its end."""

    kind: str
    name: str
    end: str
    offset: int
    text_from: int
    begin: int
    language: str = ""


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """Return the visible text and its entities. Raises Telegram's 400 for broken markup."""
    reader = _Reader(source)
    reader.read()
    return reader.text, in_order(reader.entities)


class _Reader:
    """Reads a source from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text = ""
        self.length = 0
        self.entities: list[Entity] = []
        self.open_marks: list[OpenMark] = []
        self.in_quote = False
        # Nothing stands on the line yet, marks left aside: a quotation may begin.
        self.is_bare = True

    def read(self) -> None:
        while self.position < len(self.source):
            sign = self.source[self.position]
            following = self.source[self.position + 1 : self.position + 2]
            verbatim = bool(self.open_marks) and self.open_marks[-1].kind in {"pre", "code"}
            if sign == "\\" and "\0" < following <= LAST_ESCAPABLE:
                self._add(following)
                self.is_bare = following == "\n" or (self.is_bare and following == "\r")
                self.position += 2
            elif sign not in RESERVED or (verbatim and sign != "`"):
                self._add(sign)
                self.is_bare = self.is_bare and sign == "\r"
                self.position += 1
            elif sign == "\n" and self.in_quote and following != ">":
                self._end_quote()
            elif not self._ended():
                self._begin(sign)
        self._end()

    def _add(self, piece: str) -> None:
        self.text += piece
        self.length += utf16_length(piece)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _endless(self, mark: OpenMark) -> Refusal:
        name = "PreCode" if mark.language else mark.name
        return bad_request(
            f"can't parse entities: Can't find end of {name} entity "
            f"at byte offset {self._byte(mark.begin)}"
        )

    def _end_quote(self) -> None:
        """End the quotation with its line; `||` at the line's end has made it expandable."""
        mark = self.open_marks.pop()
        line = self.source[: self.position]
        is_expandable = mark.kind == "spoiler" and mark.begin + 2 == len(line.removesuffix("\r"))
        if is_expandable:
            mark = self.open_marks.pop()
        if mark.kind != "blockquote":
            raise self._endless(mark)
        self._add("\n")
        self.position += 1
        self.is_bare = True
        self._finish_quote(mark, is_expandable=is_expandable)

    def _end(self) -> None:
        """End what may stand open at the end of the text: a quotation."""
        marks = self.open_marks
        is_expandable = (
            self.in_quote and marks[-1].kind == "spoiler" and self.source.endswith("||")
            and marks[-1].begin + 2 == len(self.source)
        )  # fmt: skip
        if is_expandable:
            marks.pop()
        if self.in_quote and marks[-1].kind == "blockquote":
            self._finish_quote(marks.pop(), is_expandable=is_expandable)
        if marks:
            raise self._endless(marks[-1])

    def _finish_quote(self, mark: OpenMark, *, is_expandable: bool) -> None:
        mark.kind = "expandable_blockquote" if is_expandable else mark.kind
        self.in_quote = False
        self._finish(mark)

    def _begin(self, sign: str) -> None:
        if sign == "\n":
            self._add(sign)
            self.is_bare = True
            self.position += 1
        elif sign == ">" and self.is_bare:
            if not self.in_quote:
                self._open("blockquote", "BlockQuote", "")
            self.in_quote = True
            self.position += 1
        else:
            self._begin_mark(sign)

    def _begin_mark(self, sign: str) -> None:
        for mark, kind, name in MARKS:
            if self.source.startswith(mark, self.position):
                opened = self._open(kind, name, ENDS[mark])
                self.position += len(mark)
                if kind == "pre":
                    self._read_language(opened)
                return
        raise bad_request(
            f"can't parse entities: Character '{sign}' is reserved "
            "and must be escaped with the preceding '\\'"
        )

    def _open(self, kind: str, name: str, end: str) -> OpenMark:
        opened = OpenMark(kind, name, end, self.length, len(self.text), self.position)
        self.open_marks.append(opened)
        return opened

    def _read_language(self, mark: OpenMark) -> None:
        language = LANGUAGE.match(self.source, self.position)
        if language:
            mark.language = language[1]
            self.position = language.end()
        new_line = NEW_LINE.match(self.source, self.position)
        if new_line:
            self.position = new_line.end()

    def _ended(self) -> bool:
        """End the innermost mark if its end stands here."""
        if not self.open_marks or self.open_marks[-1].kind == "blockquote":
            return False
        mark = self.open_marks[-1]
        if not self.source.startswith(mark.end, self.position):
            return False
        if mark.kind == "italic" and self.source.startswith("__", self.position):
            return False
        self.open_marks.pop()
        self.position += len(mark.end)
        self._finish(mark)
        return True

    def _finish(self, mark: OpenMark) -> None:
        entity: Entity = {
            "type": mark.kind,
            "offset": mark.offset,
            "length": self.length - mark.offset,
        }
        if mark.language:
            entity["language"] = mark.language
        kept = True
        if mark.kind == "text_link":
            target = self._target() if self._has_target() else self.text[mark.text_from :]
            kept = link(entity, target)
        elif mark.kind == "custom_emoji":
            if not self._has_target():
                raise bad_request(
                    "can't parse entities: The entity must contain a tg://emoji or tg://time URL"
                )
            inline_object(entity, self._target())
        if kept and entity["length"] > 0:
            self.entities.append(entity)

    def _has_target(self) -> bool:
        return self.source.startswith("(", self.position)

    def _target(self) -> str:
        start = self.position = self.position + 1
        target = ""
        while self.position < len(self.source):
            sign = self.source[self.position]
            following = self.source[self.position + 1 : self.position + 2]
            if sign == ")":
                self.position += 1
                return target
            if sign == "\\" and "\0" < following <= LAST_ESCAPABLE:
                self.position += 1
                sign = following
            target += sign
            self.position += 1
        raise bad_request(
            f"can't parse entities: Can't find end of a URL at byte offset {self._byte(start)}"
        )
