"""Photos and documents of a call: uploaded, by file_id, or by address."""

from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.telegram.params import Params, Upload
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FETCH_SECONDS = 10.0
LARGEST_FETCHED_DOCUMENT = 20_000_000
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
    """Return the sizes of the photo named by `value`.

    Addresses are fetched from this machine only. Raises Telegram's 400 for what is not a photo.
    """
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
        answer = await _fetch(text)
        if not answer.headers.get("content-type", "").startswith("image/"):
            raise bad_request("wrong type of the web page content")
        return telegram.files.add_photo(answer.content, text)
    sizes = telegram.files.sizes_of(text)
    if sizes is None:
        raise bad_request(UNKNOWN_FILE)
    return sizes


async def document(telegram: TelegramState, params: Params, value: Any) -> dict[str, Any]:
    """Return the document named by `value`, an upload, a file_id or an address here."""
    upload = _uploaded(params, "document", value)
    if upload is not None:
        return telegram.files.add_document(upload.name, upload.content, upload.content_type)
    text = str(value or "")
    if not text:
        raise bad_request("there is no document in the request")
    if _is_address(text):
        answer = await _fetch(text)
        if len(answer.content) > LARGEST_FETCHED_DOCUMENT:
            raise bad_request("file is too big")
        kind = answer.headers.get("content-type", "application/octet-stream").partition(";")[0]
        name = urlsplit(text).path.rpartition("/")[2] or "file"
        return telegram.files.add_document(name, answer.content, kind)
    file = telegram.files.get(text)
    if file is None:
        raise bad_request(UNKNOWN_FILE)
    return telegram.files.add_document(file.name, file.content, file.content_type)


async def _fetch(url: str) -> httpx.Response:
    if urlsplit(url).hostname not in LOOPBACK:
        raise bad_request(UNFETCHED)
    transport = httpx.AsyncHTTPTransport(verify=False, trust_env=False)
    try:
        async with httpx.AsyncClient(transport=transport, timeout=FETCH_SECONDS) as client:
            return (await client.get(url)).raise_for_status()
    except httpx.HTTPError:
        raise bad_request(UNFETCHED) from None
