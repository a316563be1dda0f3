"""Updates that no bot wants, in the raw: `{id}` stands for an update_id."""

import json
from typing import Any

PERSON: dict[str, Any] = {"id": 555, "is_bot": False, "first_name": "Vik", "language_code": "en"}
CHAT: dict[str, Any] = {"id": 555, "type": "private", "first_name": "Vik"}
MESSAGE: dict[str, Any] = {
    "message_id": 1, "date": 1_790_000_000, "chat": CHAT, "from": PERSON, "text": "Goa",
}  # fmt: skip
PRESS: dict[str, Any] = {
    "id": "1", "from": PERSON, "chat_instance": "1", "data": "home1", "message": MESSAGE,
}  # fmt: skip
MEMBER: dict[str, Any] = {"user": PERSON, "status": "member"}


def raw(kind: str, body: Any) -> bytes:
    """Return an update; what JSON in Python writes beyond JSON (NaN) is written as well."""
    return b'{"update_id":{id},' + json.dumps({kind: body}).encode()[1:]


def message(**changes: Any) -> bytes:
    """Return a message that differs from a good one."""
    return raw("message", MESSAGE | changes)


def press(**changes: Any) -> bytes:
    """Return a press that differs from a good one."""
    return raw("callback_query", PRESS | changes)


def nested(depth: int, opening: str = "[", closing: str = "]") -> bytes:
    """Return a message with something deep in it."""
    inside = f"{opening * depth}1{closing * depth}".encode()
    return message(text="@").replace(b'"@"', inside)


# Each can be stored once its texts are fixed: it is handled, or answered as nonsense.
MENDED = {
    "NUL in a text": message(text="Goa\0 12-15 dec"),
    "NUL alone": message(text="\0"),
    "NUL in a name": message(**{"from": PERSON | {"first_name": "V\0k"}}),
    "NUL in a press": press(data="home1\0"),
    "NUL in a key": message(**{"a\0b": 1}),
    "half a pair": message(text="Goa \ud83d 12-15 dec"),
    "the other half": message(text="\udc00"),
    "halves in the wrong order": message(text="\udc00\ud83d"),
    "half a pair in a press": press(data="r1:\udfff"),
    "half a pair in a query": raw("inline_query", {
        "id": "1", "from": PERSON, "query": "goa \udead", "offset": "\0",
    }),
    "half a pair in a title": message(
        chat={"id": -555, "type": "group", "title": "\ud800"}, text="/start"
    ),
    "every control character": message(text="".join(map(chr, range(32)))),
    "a name of 50,000 letters": message(**{"from": PERSON | {"first_name": "ő" * 50_000}}),
    "no name": message(**{"from": PERSON | {"first_name": ""}}),
    "a language of 5,000 letters": message(**{"from": PERSON | {"language_code": "e" * 5_000}}),
    "a text of 500,000 letters": message(text="goa " * 125_000),
    "the largest id": message(**{"from": PERSON | {"id": (1 << 63) - 1}}),
    "an unknown kind": raw("message_of_the_future", {"from": [1], "chat": [2]}),
    "nothing in it": b'{"update_id":{id}}',
    "null for a kind": b'{"update_id":{id},"message":null}',
    "bidirectional controls": message(text="\u202egoa\u2066\u2067"),
}  # fmt: skip

# Each is set aside.
REFUSED = {
    "NaN": message(date=float("nan")),
    "infinity": message(location={"latitude": float("inf"), "longitude": float("-inf")}),
    "1e999": message(message_id=0).replace(b'"message_id": 0', b'"message_id": 1e999'),
    "an id of 10^30": message(**{"from": PERSON | {"id": 10**30}}),
    "a chat of -10^30": message(chat=CHAT | {"id": -(10**30)}),
    "a number of 5,000 digits": message(date=0).replace(b'"date": 0', b'"date": 1' + b"0" * 5000),
    "a sender in a list": message(**{"from": [PERSON]}),
    "a sender in a text": message(**{"from": "Vik"}),
    "a chat that is a number": message(chat=555),
    "a message in a list": raw("message", [MESSAGE]),
    "a message that is true": raw("message", True),
    "a press without a sender": press(**{"from": None}),
    "text that is an object": message(text={"a": 1}),
    "a date beyond all calendars": message(date=10**15),
    "a member who is a list": raw("my_chat_member", {
        "chat": CHAT, "from": PERSON, "date": 1, "old_chat_member": [], "new_chat_member": [],
    }),
    "200,000 lists deep": nested(200_000),
    "100,000 objects deep": nested(100_000, '{"a":', "}"),
    "1,000 lists deep": nested(1_000),
    "101 lists deep": nested(101),
    "a body of 3 MB": message(text="x" * 3_000_000),
    "no JSON": b'{"update_id":{id},',
    "bytes that are no text": b'{"update_id":{id},"message":"\xff\xfe"}',
    "a list": b"[]",
    "a list around it": b"[" + message() + b"]",
    "a number": b"7",
    "null": b"null",
    "no id": json.dumps({"message": MESSAGE}).encode(),
    "an id in a text": message().replace(b"{id}", b'"12"'),
    "a broken id": message().replace(b"{id}", b"1.5"),
    "an update_id of 10^30": message().replace(b"{id}", b"1" + b"0" * 30),
    "a negative update_id": message().replace(b"{id}", b"-7"),
    "an update_id that is NaN": message().replace(b"{id}", b"NaN"),
    "an update_id that is true": message().replace(b"{id}", b"true"),
    "an update_id of 5,000 digits": message().replace(b"{id}", b"1" + b"0" * 5000),
}  # fmt: skip
