"""Photos and documents of a call: uploaded, by file_id, or by address."""

from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.telegram.params import Params, Upload
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FETCH_SECONDS = 5.0
FETCHED: dict[str, list[dict[str, Any]]] = {}


def uploaded(params: Params, name: str, value: Any) -> Upload | None:
    """Return the file that `value` points to in the same call, if it does."""
    if isinstance(value, str) and value.startswith("attach://"):
        upload = params.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f'wrong file identifier/HTTP URL specified for "{name}"')
        return upload
    return params.uploads.get(name) if value is None else None


async def photo_sizes(
    telegram: TelegramState, params: Params, value: Any, name: str = "photo"
) -> list[dict[str, Any]]:
    """Return the sizes of the photo named by `value`.

    Addresses are fetched from this machine only. Raises Telegram's 400 for what is no photo.
    """
    upload = uploaded(params, name, value)
    if upload is not None:
        return telegram.files.add_photo(upload.content)
    text = str(value or "")
    if not text:
        raise bad_request(f"there is no {name} in the request")
    if text.startswith(("http://", "https://")):
        return await _fetched(telegram, text)
    sizes = telegram.files.sizes_of(text)
    if sizes is None:
        raise bad_request("wrong remote file identifier specified: Wrong character in the string")
    return sizes


async def _fetched(telegram: TelegramState, url: str) -> list[dict[str, Any]]:
    if url in FETCHED and telegram.files.get(FETCHED[url][0]["file_id"]):
        return FETCHED[url]
    if urlsplit(url).hostname not in LOOPBACK:
        raise bad_request("failed to get HTTP URL content")
    try:
        async with httpx.AsyncClient(timeout=FETCH_SECONDS) as client:
            answer = (await client.get(url)).raise_for_status()
    except httpx.HTTPError:
        raise bad_request("failed to get HTTP URL content") from None
    if not answer.headers.get("content-type", "").startswith("image/"):
        raise bad_request("wrong type of the web page content")
    FETCHED[url] = telegram.files.add_photo(answer.content)
    return FETCHED[url]


def document(telegram: TelegramState, params: Params, value: Any) -> dict[str, Any]:
    """Return the document named by `value`."""
    upload = uploaded(params, "document", value)
    if upload is not None:
        return telegram.files.add_document(upload.name, upload.content, upload.content_type)
    file = telegram.files.get(str(value or ""))
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return telegram.files.add_document(file.name, file.content, file.content_type)
