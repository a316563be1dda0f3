"""No secret is ever logged, wherever it occurs."""

import json
import logging

import pytest
import structlog

from domain.configuration import load_settings
from domain.logs import REDACTED, Redaction, configure_logging
from tests.domain.test_settings import GOOD, NOWHERE

TOKEN = GOOD["BOT_TOKEN"]


@pytest.mark.parametrize(
    "text",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        "GET https://serpapi.com/search.json?engine=x&api_key=abcdef0123456789",
        "Authorization: Bearer eyJhbGciOi.J9.abc",
        "postgres://often:pw-that-is-secret@db/often",
    ],
)
def test_cuts_credentials_out_of_text(text: str) -> None:
    clean = Redaction([TOKEN]).text(text)
    assert REDACTED in clean
    for secret in (TOKEN, "abcdef0123456789", "eyJhbGciOi", "pw-that-is-secret"):
        assert secret not in clean


def test_cuts_fields_by_their_name_however_deep() -> None:
    event = Redaction([])(None, "info", {"event": "x", "body": {"refreshToken": "abc", "n": 3}})
    assert event == {"event": "x", "body": {"refreshToken": REDACTED, "n": 3}}


def test_every_logger_of_the_process_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    settings = load_settings({**GOOD, "LOG_FORMAT": "json"}, NOWHERE)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure_logging(settings, "test")
        logging.getLogger("some.library").warning("calling bot%s/getMe", TOKEN)
        try:
            raise RuntimeError(f"cannot reach bot{TOKEN}")  # noqa: TRY301 - a traceback is wanted
        except RuntimeError:
            structlog.get_logger("ours").exception("failed", url=f"/bot{TOKEN}/x")
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.contextvars.clear_contextvars()
        structlog.reset_defaults()
    written = capsys.readouterr().err
    assert TOKEN not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["process"] for line in lines] == ["test", "test"]
    assert "RuntimeError" in lines[1]["exception"]
