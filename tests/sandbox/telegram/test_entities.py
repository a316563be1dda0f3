"""Marked text: what is shown, where the marks stand, and Telegram's words for mistakes."""

from typing import Any

import pytest

from sandbox.telegram.detection import find_entities
from sandbox.telegram.entities import Entity, checked_entities, trimmed, without_overlaps
from sandbox.telegram.html_text import parse_html
from sandbox.telegram.markdown_text import parse_markdown_v2
from sandbox.telegram.refusals import Refusal

CANT_PARSE = "Bad Request: can't parse entities: "
INVALID_UNICODE = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)
ENDS_AFTER = (
    "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"
)


def mark(kind: str, offset: int, length: int, **details: Any) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **details}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &lt;b&gt; &amp &quot;", 'plain <b> & "', []),
        ("&copy; &#128512;&#x1F3E8;", "&copy; 😀🏨", []),
        ("<b>a</b><STRONG>b</STRONG>", "ab", [mark("bold", 0, 1), mark("bold", 1, 1)]),
        ("😀<i>q</i>", "😀q", [mark("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [mark("bold", 0, 2), mark("italic", 1, 1)]),
        ("<u>u</u><ins>i</ins>", "ui", [mark("underline", 0, 1), mark("underline", 1, 1)]),
        ("<s>s</s><del>d</del>", "sd", [mark("strikethrough", 0, 1), mark("strikethrough", 1, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [mark("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [mark("spoiler", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [mark("bold", 0, 1)]),
        (
            '<a href="https://Example.com?a=1&amp;b=2">go</a>',
            "go",
            [mark("text_link", 0, 2, url="https://example.com/?a=1&b=2")],
        ),
        ("<a href='nowhere'>go</a>", "go", []),
        (
            "<a>example.com/x</a>",
            "example.com/x",
            [mark("text_link", 0, 13, url="http://example.com/x")],
        ),
        (
            '<a href="tg://user?id=42">who</a>',
            "who",
            [mark("text_mention", 0, 3, user={"id": 42, "is_bot": False, "first_name": ""})],
        ),
        ("<pre>x</pre>", "x", [mark("pre", 0, 1)]),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [mark("pre", 0, 1, language="py")],
        ),
        ('<code class="language-py">x</code>', "x", [mark("code", 0, 1)]),
        (
            "<a href hidden>example.com</a>",
            "example.com",
            [mark("text_link", 0, 11, url="http://example.com/")],
        ),
        ("<a href='https://e.com '>go</a>", "go", []),
        (
            "<a href='TG:user/?a=b&id=42#c'>who</a>",
            "who",
            [mark("text_mention", 0, 3, user={"id": 42, "is_bot": False, "first_name": ""})],
        ),
        (
            "<pre><code class='language-'>x</code></pre>",
            "x",
            [mark("pre", 0, 1), mark("code", 0, 1)],
        ),
        ("<i><b>x</b></i>", "x", [mark("bold", 0, 1), mark("italic", 0, 1)]),
        ("<tg-time unix='soon'>x</tg-time>", "x", []),
        ("<blockquote>x</blockquote>", "x", [mark("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [mark("expandable_blockquote", 0, 1)]),
        (
            '<tg-emoji emoji-id="5">x</tg-emoji>',
            "x",
            [mark("custom_emoji", 0, 1, custom_emoji_id="5")],
        ),
        (
            '<tg-time unix="1647531900" format="wDT">then</tg-time>',
            "then",
            [mark("date_time", 0, 4, unix_time=1647531900, date_time_format="wDT")],
        ),
    ],
)
def test_html_is_shown_with_its_marks(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("é<a href", 'Unclosed start tag "a" at byte offset 2'),
        ("<a /href=x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<tg-emoji emoji-id='07'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1" format="q">x</tg-time>', "Invalid date format used"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>z</a>', "Unclosed start tag at byte offset 0"),
        (
            '<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>',
            "Invalid custom emoji identifier specified",
        ),
        (
            "&#xD83D;",
            INVALID_UNICODE,
        ),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == CANT_PARSE + words


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (r"hello\.", "hello.", []),
        (
            "*b* _i_ __u__",
            "b i u",
            [mark("bold", 0, 1), mark("italic", 2, 1), mark("underline", 4, 1)],
        ),
        ("~s~ ||p||", "s p", [mark("strikethrough", 0, 1), mark("spoiler", 2, 1)]),
        ("*a _b_*", "a b", [mark("bold", 0, 3), mark("italic", 2, 1)]),
        ("`a.b`", "a.b", [mark("code", 0, 3)]),
        ("```py\nx = 1```", "x = 1", [mark("pre", 0, 5, language="py")]),
        ("```\nx```", "x", [mark("pre", 0, 1)]),
        (
            r"[go](https://example.com/a\)b)",
            "go",
            [mark("text_link", 0, 2, url="https://example.com/a)b")],
        ),
        ("![👍](tg://emoji?id=5)", "👍", [mark("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (
            "![then](tg://time?unix=1647531900&format=r)",
            "then",
            [mark("date_time", 0, 4, unix_time=1647531900, date_time_format="r")],
        ),
        (
            "![then](tg://time?unix=1647531900&format=TdDW)",
            "then",
            [mark("date_time", 0, 4, unix_time=1647531900, date_time_format="wdT")],
        ),
        ("![👍](TG:Emoji/?a=b&id=5#c)", "👍", [mark("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (">a\n>b\nc", "a\nb\nc", [mark("blockquote", 0, 4)]),
        (">a\n>b||", "a\nb", [mark("expandable_blockquote", 0, 3)]),
        (">a||\r\nb", "a\r\nb", [mark("expandable_blockquote", 0, 3)]),
        (
            ">a\n**>b||\nc",
            "a\nb\nc",
            [mark("blockquote", 0, 2), mark("expandable_blockquote", 2, 2)],
        ),
        (">_a_", "a", [mark("blockquote", 0, 1), mark("italic", 0, 1)]),
        ("*>a\n*b", "a\nb", [mark("blockquote", 0, 2), mark("bold", 0, 2)]),
        (">`a\nb`\nc", "a\nb\nc", [mark("blockquote", 0, 4), mark("code", 0, 3)]),
        (">\nx", "\nx", [mark("blockquote", 0, 1)]),
        ("\\\n>a", "\na", [mark("blockquote", 1, 1)]),
        (
            r"[e\.com](https://e.com/\é)",
            "e.com",
            [mark("text_link", 0, 5, url="https://e.com/\\é")],
        ),
    ],
)
def test_markdown_is_shown_with_its_marks(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_markdown_v2(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("hello.", r"Character '.' is reserved and must be escaped with the preceding '\'"),
        ("a-b", r"Character '-' is reserved and must be escaped with the preceding '\'"),
        ("a!", r"Character '!' is reserved and must be escaped with the preceding '\'"),
        ("*unclosed", "Can't find end of Bold entity at byte offset 0"),
        ("é *x _y*", "Can't find end of Bold entity at byte offset 8"),
        (">*x\ny", "Can't find end of Bold entity at byte offset 1"),
        ("[x](y", "Can't find end of a URL at byte offset 4"),
        ("é```py x", "Can't find end of PreCode entity at byte offset 2"),
        ("```py`", "Can't find end of Code entity at byte offset 5"),
        ("```py", "Can't find end of Pre entity at byte offset 0"),
        (">a||b\nc", "Can't find end of Spoiler entity at byte offset 2"),
        (">*a||\nc", "Can't find end of Bold entity at byte offset 1"),
        (">*>a", "Can't find end of Bold entity at byte offset 1"),
        ("a>b", r"Character '>' is reserved and must be escaped with the preceding '\'"),
        ("![x]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![x](tg://emoji?id=5", "Can't find end of a URL at byte offset 5"),
        *(
            (f"![x]({target})", "Invalid tg://emoji or tg://time URL specified")
            for target in (
                "https://e.com",
                "tg://emojis?id=5",
                "tg://emoji#id=5",
                "tg://emoji?id=05",
                "tg://time?unix=0",
                "tg://time?unix=soon",
            )
        ),
        ("![x](tg://time?unix=5&format=x)", "Invalid date format used"),
    ],
)
def test_broken_markdown_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_markdown_v2(source)
    assert refused.value.description == CANT_PARSE + words


def test_commands_links_and_tags_are_found() -> None:
    text = "/start@often_hotels_bot 😀 #goa $USD a@b.com https://example.com/x. example.com @asha"
    found = [
        (
            e["type"],
            text.encode("utf-16-le")[2 * e["offset"] :][: 2 * e["length"]].decode("utf-16-le"),
        )
        for e in find_entities(text, [])
    ]
    assert found == [
        ("bot_command", "/start@often_hotels_bot"),
        ("hashtag", "#goa"),
        ("cashtag", "$USD"),
        ("email", "a@b.com"),
        ("url", "https://example.com/x"),
        ("url", "example.com"),
        ("mention", "@asha"),
    ]


def test_nothing_is_found_in_ordinary_words() -> None:
    assert find_entities("Goa 12-15 dec, 2 adults/1 child. Under 5,000.", []) == []


def test_code_is_left_alone() -> None:
    code = mark("code", 0, 6)
    assert find_entities("/start", [code]) == [code]
    assert without_overlaps([mark("bold", 0, 3), code, mark("blockquote", 0, 6)]) == [
        code,
        mark("blockquote", 0, 6),
    ]


def test_white_space_is_cut_and_marks_move_along() -> None:
    assert trimmed("  ab \n", [mark("bold", 2, 3)]) == ("ab", [mark("bold", 0, 2)])


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (mark("bold", 100, 1), "entity begins after the end of the text at UTF-16 offset 100"),
        (
            mark("bold", 0, 100),
            ENDS_AFTER,
        ),
        (mark("bold", -1, 1), "receive an entity with incorrect offset -1"),
        (mark("odd", 0, 1), "can't parse MessageEntity: Unsupported type specified"),
        (mark("text_link", 0, 5), "can't parse MessageEntity: Can't find field \"url\""),
        (
            mark("text_link", 0, 5, url="not-a-url"),
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (mark("text_link", 0, 5, url=""), "entity URL '' is invalid: URL host is empty"),
        (
            mark("custom_emoji", 0, 1),
            "can't parse MessageEntity: Can't find field \"custom_emoji_id\"",
        ),
    ],
)
def test_entities_outside_the_rules_are_refused(entity: Entity, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_entities([entity], "hello")
    assert refused.value.description == f"Bad Request: {words}"
