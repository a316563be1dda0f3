"""Structured logs without secrets.

One processor looks at every line, whoever wrote it (this product, aiogram, httpx, uvicorn):
configured secrets are removed by value, and anything that looks like a credential by its form.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TextIO

import structlog
from pydantic import SecretStr
from pydantic_core import PydanticSerializationError, to_json

from domain.settings import LogFormat, Settings

REDACTED = "[redacted]"
SHORTEST_REDACTED = 6
_SHAPES = (
    re.compile(r"(?<=bot)\d{6,}:[A-Za-z0-9_-]{20,}"),
    re.compile(r"(?i)(?<=api_key=)[^&\s\"']+"),
    re.compile(r"(?i)(?<=bearer )[A-Za-z0-9._~+/=-]+"),
    re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"),
)
# What a text must contain to match any of the forms: most contain none of it.
_SIGNS = re.compile(r"(?i)bot\d|api_key=|bearer |://")
_SECRET_NAMES = re.compile(r"(?i)password|secret|token|authorization|api_?key")
# The same for a whole line: a search by a pattern that heeds no case takes ten times as long.
_PLAIN_SIGNS = ("bot", "api_key=", "bearer ", "://")
_PLAIN = frozenset({bool, int, float, type(None)})
_LEVELS = {"warn": "warning", "exception": "error"}
_OFFSET = "+00:00"
# Libraries whose INFO logs are useful only for debugging them.
_TALKATIVE = ("httpx", "httpcore", "aiogram.event", "uvicorn.access", "tortoise", "matplotlib")


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return the values that must never be written, longest first."""
    values = (getattr(settings, name) for name in type(settings).model_fields)
    secrets = {v.get_secret_value() for v in values if isinstance(v, SecretStr)}
    return tuple(sorted((s for s in secrets if len(s) >= SHORTEST_REDACTED), key=len, reverse=True))


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    """Return whether a field of that name is never logged: there are few field names."""
    return _SECRET_NAMES.search(name) is not None


@lru_cache(maxsize=1024)
def _are_secret(names: tuple[str, ...]) -> bool:
    """Return whether any of these fields is: there are few kinds of lines."""
    return any(map(_is_secret, names))


class Redaction:
    """A structlog processor that cuts secrets out of every value of an event."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secrets)

    def text(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        if _SIGNS.search(text):
            for shape in _SHAPES:
                text = shape.sub(REDACTED, text)
        return text

    def _value(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool | int | float | None):
            return value
        if isinstance(value, dict):
            return {key: self._named(str(key), item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._value(item) for item in value]
        return self.text(str(value))

    def _named(self, name: str, value: object) -> object:
        return REDACTED if _is_secret(name) else self._value(value)

    def _is_harmless(self, event: MutableMapping[str, object]) -> bool:
        """Return whether no value needs a closer look, as in most lines: all are looked through at
        one go.
        """
        if _are_secret(tuple(event)):
            return False
        texts = []
        for value in event.values():
            if type(value) is str:
                texts.append(value)
            elif type(value) not in _PLAIN:
                return False
        whole = "\n".join(texts)
        if not whole.isascii():
            return False
        for secret in self._secrets:
            if secret in whole:
                return False
        lowered = whole.lower()
        return not any(sign in lowered for sign in _PLAIN_SIGNS)

    def __call__(
        self, _logger: object, _method: str, event: MutableMapping[str, object]
    ) -> MutableMapping[str, object]:
        """Redact one event."""
        if self._is_harmless(event):
            return event
        for name, value in event.items():
            if not name.startswith("_"):
                event[name] = self._named(name, value)
        return event


_stack_info = structlog.processors.StackInfoRenderer()


def _with_stacks(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Write out a failure's stack where a line has one: hardly any has."""
    if "exc_info" in event or "stack_info" in event:
        event = structlog.processors.format_exc_info(logger, method, event)
        return _stack_info(logger, method, event)
    return event


def _stamped(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say who writes a line, how much it matters, and when it was written."""
    record = event.get("_record")
    event["logger"] = logger.name if record is None else record.name
    event["level"] = _LEVELS.get(method, method)
    event["timestamp"] = f"{datetime.now(UTC).isoformat()[: -len(_OFFSET)]}Z"
    return event


def _as_json(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """Write a line out in ASCII; values that are no text were converted to it before redaction."""
    with suppress(PydanticSerializationError):  # half a character has no UTF-8
        line = to_json(event)
        if line.isascii():
            return line.decode()
    return json.dumps(event)


class _Lines:
    """Writes finished lines for one of our loggers.

    The standard library's loggers would first find out where each was called from, and format it a
    second time: twice the time per line, of which every request has one.
    """

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name = name
        self._stream = stream

    def msg(self, line: str) -> None:
        """Write a line immediately and whole, from any thread; logging errors are swallowed."""
        with suppress(OSError, ValueError):
            self._stream.write(f"{line}\n")
            self._stream.flush()

    debug = info = warning = error = critical = msg


def configure_logging(settings: Settings, process: str) -> None:
    """Send every log line of this process to standard error, as `process`."""
    stream = sys.stderr
    # Anything added after the redaction is never a secret, and need not be checked.
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        _with_stacks,
        Redaction(secrets_of(settings)),
        _stamped,
    ]
    renderer: structlog.types.Processor = (
        _as_json
        if settings.log_format is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[*shared, renderer],
        logger_factory=lambda name="", *_: _Lines(name, stream),
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.contextvars.bind_contextvars(process=process)
