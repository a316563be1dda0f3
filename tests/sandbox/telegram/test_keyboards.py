"""Keyboards that Telegram takes, and its words for those that it does not."""

from typing import Any

import pytest

from sandbox.telegram.keyboards import checked_inline_markup, checked_markup
from sandbox.telegram.refusals import Refusal

ONLY_HTTPS = (
    "inline keyboard button Web App URL 'http://example.com' is invalid: "
    "Only HTTPS links are allowed"
)
UNPARSED = "can't parse inline keyboard button: "


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    "button",
    [
        {"text": "x", "callback_data": "y" * 64},
        {"text": "x", "callback_data": "é" * 32, "style": "danger"},
        {"text": "x", "copy_text": {"text": "y"}},
        {"text": "x", "switch_inline_query": ""},
        {"text": "x", "web_app": {"url": "https://example.com/app"}},
        {"text": "x", "url": "tg://resolve?domain=asha"},
        {"text": "x", "disabled": {}},
    ],
)
def test_good_buttons_are_kept_as_they_are(button: dict[str, Any]) -> None:
    assert checked_markup(inline(button), private=True) == inline(button)


def test_links_are_kept_in_telegrams_spelling() -> None:
    kept = checked_markup(inline({"text": "x", "url": "HTTPS://Example.com"}), private=True)
    assert kept == inline({"text": "x", "url": "https://example.com/"})


@pytest.mark.parametrize("empty", [None, {}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}])
def test_an_empty_keyboard_is_none(empty: Any) -> None:
    assert checked_markup(empty, private=True) is None


def test_reply_buttons_may_be_mere_texts() -> None:
    kept = checked_markup({"keyboard": [["Goa"]], "resize_keyboard": True}, private=True)
    assert kept == {"keyboard": [[{"text": "Goa"}]], "resize_keyboard": True}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("none", "object expected as reply markup"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"keyboard": "bad"}, 'field "keyboard" must be of type Array'),
        (
            {"keyboard": [[{"text": "A"}]], "selective": "yes"},
            'field "selective" must be of type Boolean',
        ),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        (inline({"callback_data": "x"}), UNPARSED + 'Can\'t find field "text"'),
        (
            inline({"text": "x", "callback_data": ""}),
            UNPARSED + "Text buttons are unallowed in the inline keyboard",
        ),
        (inline({"text": "x", "callback_data": "y" * 65}), "BUTTON_DATA_INVALID"),
        (inline({"text": "x", "callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (inline({"text": "x", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline({"text": "x", "pay": True}), "BUTTON_TYPE_INVALID"),
        (
            inline({"text": "x", "url": "not-a-url"}),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            inline({"text": "x", "url": "ftp://example.com"}),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            inline({"text": "x", "web_app": {"url": "http://example.com"}}),
            ONLY_HTTPS,
        ),
        (
            inline({"text": "x", "callback_data": "y", "style": "pink"}),
            UNPARSED + "Unknown button style specified",
        ),
        (inline(*[{"text": "x", "callback_data": "y"}] * 9), "reply markup is too long"),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101},
            "reply markup is too long",
        ),
    ],
)
def test_other_keyboards_are_refused(markup: Any, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_markup(markup, private=True)
    assert refused.value.description == f"Bad Request: {words}"


def test_mini_apps_belong_to_private_chats() -> None:
    app = inline({"text": "x", "web_app": {"url": "https://example.com"}})
    with pytest.raises(Refusal, match="BUTTON_TYPE_INVALID"):
        checked_markup(app, private=False)


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(Refusal, match="inline keyboard expected"):
        checked_inline_markup({"keyboard": [["Goa"]]}, private=True)
