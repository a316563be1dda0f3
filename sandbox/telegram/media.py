"""Files of a call: uploaded, by file_id, or by address."""

from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.telegram.files import StoredFile, shown
from sandbox.telegram.params import Params, Upload
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FETCH_SECONDS = 10.0
LARGEST_FETCHED = 20_000_000
UNKNOWN_FILE = "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
UNFETCHED = "failed to get HTTP URL content"


def _uploaded(params: Params, name: str, value: Any) -> Upload | None:
    """Return the file that `value` points to in the same call, if it does."""
    if isinstance(value, str) and value.startswith("attach://"):
        upload = params.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return upload
    return params.uploads.get(name) if value is None else None


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://"))


async def photo_sizes(telegram: TelegramState, params: Params, value: Any) -> list[dict[str, Any]]:
    """Return the sizes of the photo named by `value`. Raises Telegram's 400 for what is none."""
    upload = _uploaded(params, "photo", value)
    if upload is not None:
        return telegram.files.add_photo(upload.content)
    text = str(value or "")
    if not text:
        raise bad_request("there is no photo in the request")
    if _is_address(text):
        known = telegram.files.at_address(text)
        if known is not None:
            return known
        answer = await _fetch(telegram, text)
        if not answer.headers.get("content-type", "").startswith("image/"):
            raise bad_request("wrong type of the web page content")
        return telegram.files.add_photo(answer.content, text)
    _known_file(telegram, text, "Photo")
    return telegram.files.sizes_of(text) or []


async def document(telegram: TelegramState, params: Params, value: Any) -> dict[str, Any]:
    """Return the document named by `value`, as a message shows it."""
    return shown(await stored_file(telegram, params, "document", value, "Document"))


async def stored_file(
    telegram: TelegramState, params: Params, name: str, value: Any, kind: str
) -> StoredFile:
    """Return the file named by `value` that the parameter `name` sends as `kind`."""
    upload = _uploaded(params, name, value)
    if upload is not None:
        return telegram.files.add(upload.name, upload.content, upload.content_type, kind)
    text = str(value or "")
    if not text:
        raise bad_request(f"there is no {name.replace('_', ' ')} in the request")
    if _is_address(text):
        answer = await _fetch(telegram, text)
        if len(answer.content) > LARGEST_FETCHED:
            raise bad_request("file is too big")
        mime = answer.headers.get("content-type", "application/octet-stream").partition(";")[0]
        named = urlsplit(text).path.rpartition("/")[2] or "file"
        return telegram.files.add(named, answer.content, mime, kind)
    return _known_file(telegram, text, kind)


def _known_file(telegram: TelegramState, file_id: str, kind: str) -> StoredFile:
    """Return a file that was sent before as the same kind. Raises Telegram's 400s."""
    file = telegram.files.get(file_id)
    if file is None:
        raise bad_request(UNKNOWN_FILE)
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind} as {kind}")
    return file


async def _fetch(telegram: TelegramState, url: str) -> httpx.Response:
    """Return the content at an address: on this machine, unless the sandbox may reach further."""
    if urlsplit(url).hostname not in LOOPBACK and not telegram.cloud.reaches_out:
        raise bad_request(UNFETCHED)
    transport = httpx.AsyncHTTPTransport(verify=telegram.cloud.reaches_out, trust_env=False)
    try:
        async with httpx.AsyncClient(transport=transport, timeout=FETCH_SECONDS) as client:
            return (await client.get(url)).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL):
        raise bad_request(UNFETCHED) from None
