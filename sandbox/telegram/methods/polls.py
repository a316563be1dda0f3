"""Methods about polls: regular ones and quizzes."""

from typing import Any

from sandbox.telegram.composing import read_text, send
from sandbox.telegram.keyboards import checked_inline_markup
from sandbox.telegram.params import Params
from sandbox.telegram.polls import Poll, new_poll
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

OPTIONS = range(1, 13)
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_EXPLANATION = 300, 100, 200
KINDS = {"regular", "quiz"}
FLAGS = ("is_closed", "members_only", "allows_multiple_answers")


async def send_poll(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Ask a question with options."""
    room = telegram.writable(params.values.get("chat_id"))
    options = [_option(one) for one in params.array("options")]
    question = params.text("question")
    if not 0 < len(question) <= LONGEST_QUESTION:
        raise bad_request("poll question must be 1-300 characters long")
    if len(options) not in OPTIONS:
        least, most = OPTIONS.start, OPTIONS.stop - 1
        reason = f"at least {least} option" if not options else f"at most {most} options"
        raise bad_request(f"poll must have {reason}")
    if any(not 0 < len(one) <= LONGEST_OPTION for one in options):
        raise bad_request("poll options length must not exceed 100")
    is_anonymous = str(params.values.get("is_anonymous", "true")).lower() != "false"
    kind = params.text("type", "regular")
    poll: Poll = {
        **new_poll(question, options, kind, is_anonymous=is_anonymous),
        **{name: params.flag(name) for name in FLAGS},
        **_quiz(params, len(options)),
    }
    return send(telegram, room, params, {"poll": poll}).for_bot()


def _quiz(params: Params, options: int) -> dict[str, Any]:
    """Return what a quiz has besides: what is right, and why. Raises Telegram's 400s."""
    kind = params.text("type", "regular")
    if kind not in KINDS:
        raise bad_request("unsupported poll type specified")
    if kind == "regular":
        return {}
    right = params.integers("correct_option_ids")
    single = params.integer("correct_option_id")
    right = right or ([] if single is None else [single])
    if not right or any(not 0 <= one < options for one in right):
        raise bad_request("wrong correct option ID specified")
    quiz: dict[str, Any] = {"correct_option_id": right[0], "correct_option_ids": right}
    mode = {"parse_mode": params.text("explanation_parse_mode")}
    explained = Params({**params.values, **mode})
    text, entities = read_text(explained, "explanation", "explanation_entities")
    if len(text) > LONGEST_EXPLANATION:
        raise bad_request("message is too long")
    if text:
        quiz |= {"explanation": text, "explanation_entities": entities}
    return quiz


def _option(one: Any) -> str:
    return str(one.get("text", "") if isinstance(one, dict) else one)


async def stop_poll(telegram: TelegramState, params: Params) -> Poll:
    """Close a poll of the bot's."""
    room = telegram.writable(params.values.get("chat_id"))
    stored = telegram.message(room, params.integer("message_id"), "edit")
    poll: Poll | None = stored.body.get("poll")
    if poll is None or "forward_origin" in stored.body:
        raise bad_request("message with poll to stop not found")
    if stored.bot_id != telegram.id:
        raise bad_request("poll can't be stopped")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    markup = checked_inline_markup(
        params.structure("reply_markup"), private=room.person is not None
    )
    stored.body.pop("reply_markup", None)
    if markup is not None:
        stored.body["reply_markup"] = markup
    poll["is_closed"] = True
    telegram.changed(room, stored)
    return poll


METHODS = {
    "sendPoll": send_poll,
    "stopPoll": stop_poll,
}
