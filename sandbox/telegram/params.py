"""A method's parameters, however they were sent: query, JSON, urlencoded, multipart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.telegram.refusals import Refusal, bad_request

LONGEST_LOGGED = 2000
LARGEST_UPLOAD = 50 * 2**20
TOO_LARGE = (413, "Request Entity Too Large")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with the call."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Params:
    """Values by name; nested ones may be JSON in text."""

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number; what is none is a 400."""
        value = self.values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def number(self, name: str) -> float:
        """Return a number; a missing or odd one is a 400."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def structure(self, name: str) -> Any:
        """Return an object or list, parsed if it came as text; None when it was not sent."""
        value = self.values.get(name)
        if not isinstance(value, str) or value == "":
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from None

    def array(self, name: str) -> list[Any]:
        """Return a list, empty when it was not sent; anything else is a 400."""
        value = self.structure(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f'field "{name}" must be of type Array')
        return value or []

    def integers(self, name: str) -> list[int]:
        """Return a list of whole numbers; anything else is a 400."""
        values = self.array(name)
        if not all(isinstance(value, int) for value in values):
            raise bad_request(f'field "{name}" must be an Array of Integers')
        return values

    def fields(self, name: str) -> dict[str, Any]:
        """Return an object, empty when it was not sent; anything else is a 400."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f'field "{name}" must be of type Object')
        return value or {}

    def for_log(self) -> dict[str, Any]:
        """Return what the log shows: nested values parsed, files by name and size."""
        shown: dict[str, Any] = {}
        for name, value in self.values.items():
            if isinstance(value, str) and value[:1] in ("{", "["):
                try:
                    shown[name] = json.loads(value)
                    continue
                except ValueError:
                    pass
            shown[name] = value[:LONGEST_LOGGED] if isinstance(value, str) else value
        for name, upload in self.uploads.items():
            shown[name] = f"<{upload.name}, {len(upload.content)} bytes>"
        return shown


async def read_params(request: Request) -> Params:
    """Read the parameters of `request` from wherever they stand."""
    values: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = await request.body()
        if body:
            try:
                values |= {k: v for k, v in json.loads(body).items() if v is not None}
            except (ValueError, AttributeError):
                raise bad_request("can't parse request JSON object") from None
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form(max_part_size=60_000_000) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    if (value.size or 0) > LARGEST_UPLOAD:
                        raise Refusal(*TOO_LARGE)
                    uploads[name] = Upload(
                        value.filename or name,
                        await value.read(),
                        value.content_type or "application/octet-stream",
                    )
                else:
                    values[name] = value
    return Params(values, uploads)
