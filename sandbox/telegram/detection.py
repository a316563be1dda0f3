"""What Telegram detects in a text: commands, links, addresses, mentions, hashtags.

The rules are tdlib's (td, MessageEntity.cpp): which signs make up a link, what ends it, and which
top-level domains make one of a bare name.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

from sandbox.telegram.entities import VERBATIM, Entity, in_order, utf16_length

# The Public Suffix List, of which the part that is ICANN's names every top-level domain.
SUFFIXES = (files("publicsuffixlist") / "public_suffix_list.dat").read_text("utf-8")
ICANN = SUFFIXES.partition("===BEGIN ICANN")[2].partition("===END ICANN")[0]
COMMON = {
    line.strip().rpartition(".")[2]
    for line in ICANN.splitlines()[1:]
    if line and not line.startswith(("//", "!"))
}
# A domain holds these, and any sign beyond Latin-1 that is no space.
WIDE = r"\u00c0-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff"
DOMAIN = rf"[A-Za-z0-9._~\-{WIDE}]"
PATH = r"[^\s<>\"«»\u2000-\u200b\u200e\u200f\u2016-\u206f]"
LINK = re.compile(
    rf"(?<![@/#\w.~\-{WIDE}])(?P<scheme>(?:https?|ftp)://)?"
    rf"(?:(?P<user>[^\s/\[\]{{}}()'`<>\"@«»]+)@)?"
    rf"(?P<domain>{DOMAIN}*\.{DOMAIN}+)(?P<port>:0*[1-9][0-9]{{0,4}}(?![0-9]))?"
    rf"(?P<path>[/?#]{PATH}*)?",
    re.IGNORECASE,
)
APP_LINK = re.compile(rf"(?:tg|ton)://[a-z0-9_-]{{1,253}}(?:[/?#]{PATH}*)?", re.IGNORECASE)
ENDS = ".:;,('?!`"
BRACKETS = {")": "(", "]": "[", "}": "{"}
MAIL = re.compile(
    r"(?:mailto:)?([a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}"
    r"@(([a-z0-9][a-z0-9_-]{0,28})?[a-z0-9][.]){1,6}[a-z]{2,8}",
    re.IGNORECASE,
)
IPV4 = re.compile(r"((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.|$)){4}")
HIGHEST_PORT = 65_535
LONGEST_LABEL = 63
SHORT_NAMES = {"gif", "vid", "pic"}
# A sign of a hashtag; the middle dot and the joiner count as such.
TAG = r"[\w\u200c\u00b7\u0d80-\u0dff]"
PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w@])@([A-Za-z0-9_]{2,32})(?!\w)")),
    ("hashtag", re.compile(rf"(?<!{TAG})#(?=[^\W\d]|{TAG}*[^\W\d_]){TAG}{{1,256}}(?!{TAG}*#)")),
    ("cashtag", re.compile(r"(?<![$\w])\$(?:1INCH|[A-Z]{1,8})(?![$\w])")),
    # Telegram knows cards' numbers and tells bots nothing of them; nothing else is found there.
    ("card", re.compile(r"(?<![+_\w.,-])[0-9][0-9 -]{11,35}[0-9](?![\w-])", re.ASCII)),
)
CARD_DIGITS = range(13, 20)
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
            if entity["type"] != "card":
                result.append(entity)
    return in_order(result)


def _found(text: str) -> Iterator[Entity]:
    for start, end, kind in _spans(text):
        yield {
            "type": kind,
            "offset": utf16_length(text[:start]),
            "length": utf16_length(text[start:end]),
        }


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for match in LINK.finditer(text):
        found = _link(match)
        if found is not None:
            yield found
    for match in APP_LINK.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(ENDS)), "url"
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if kind == "mention" and len(match[1]) <= len("gif"):
                if match[1].lower() not in SHORT_NAMES:
                    continue
            elif kind == "card" and not _is_card(match[0]):
                continue
            yield match.start(), match.end(), kind


def _link(match: re.Match[str]) -> tuple[int, int, str] | None:
    """Return where a link or an e-mail's address stands, None for what only looks like one."""
    domain, start = match["domain"].rstrip("."), match.start()
    if match["user"] and not match["path"] and not match["port"]:
        end = match.start("domain") + len(domain)
        address = match.string[match.start("user") : end]
        if MAIL.fullmatch(address):
            start = end - len(address.removeprefix("mailto:"))
            return start, end, "email"
    if not _is_domain(domain, has_scheme=bool(match["scheme"])):
        return None
    end = match.start("domain") + len(domain)
    if len(domain) == len(match["domain"]):
        port = match["port"]
        if port and int(port[1:]) <= HIGHEST_PORT:
            end = match.end("port")
        if match["path"] and (not port or end == match.end("port")):
            end += len(_path(match["path"]))
    return start, end, "url"


def _is_domain(domain: str, *, has_scheme: bool) -> bool:
    if IPV4.fullmatch(domain):
        return True
    labels = domain.split(".")
    if len(labels) == 1 or not all(
        label and len(label) <= LONGEST_LABEL and not label.endswith("-") for label in labels
    ):
        return False
    top = labels[-1].lower()
    if domain.replace(".", "").isdecimal() or len(top) == 1 or "_" in labels[-2]:
        return False
    if top.startswith("xn--"):
        return top[4:].isalnum() and top.isascii()
    return "_" not in top and "-" not in top and (has_scheme or top in COMMON)


def _path(path: str) -> str:
    """Return a link's path up to a bracket that closes none, without the sentence's own signs."""
    opened: list[str] = []
    for position, sign in enumerate(path):
        if sign in BRACKETS.values():
            opened.append(sign)
        elif sign in BRACKETS:
            if BRACKETS[sign] not in opened:
                path = path[:position]
                break
            opened.remove(BRACKETS[sign])
    path = path.rstrip(ENDS)
    return "" if path in {"?", "#"} else path


def _is_card(found: str) -> bool:
    """Return whether a number is a card's, by its length and its last digit."""
    digits = [int(sign) for sign in found if sign not in " -"]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004 - Luhn's
    return len(digits) in CARD_DIGITS and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
