"""What Telegram finds in a text by itself: commands, links, addresses, mentions, hashtags."""

import re
from collections.abc import Iterator

from sandbox.telegram.entities import VERBATIM, Entity, in_order, utf16_length

PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    (
        "url",
        re.compile(
            r"(?<![\w@.-])(?:https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}']"
            r"|(?:[a-z0-9-]+\.)+(?:com|org|net|info|travel|hotels|app|dev|io|me|in|uk|eu)"
            r"(?![\w@-])(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]}'])?)",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#\d*[^\W\d]\w*")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
)
# A text with none of these holds nothing to be found.
SIGNS = re.compile(r"[/@#$.]")


def find_entities(text: str, given: list[Entity]) -> list[Entity]:
    """Return `given` and what is found between and within the marks."""
    if not SIGNS.search(text):
        return in_order(given)
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in VERBATIM | {"text_link", "text_mention"}
    ]
    result = list(given)
    for entity in _found(text):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            result.append(entity)
    return in_order(result)


def _found(text: str) -> Iterator[Entity]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match[0]),
            }
