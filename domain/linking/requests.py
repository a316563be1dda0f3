"""Link requests, from either side: begun, opened, confirmed, completed.

Whoever begins proves one side, whoever completes the other, and neither can be tricked into doing
it for somebody else. For requests begun on the web, the chat shows a code that must be typed into
the very session that began: an attacker's link, opened and confirmed by somebody else, gives the
attacker nothing. For requests begun in the chat, the web asks for the password and names the chat.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domain.accounts.errors import EmailNotVerified, TooManyTries
from domain.accounts.queries.sessions import Account, account_by_id
from domain.accounts.tokens import hash_of
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.linking.errors import ChatLinkedAlready, LinkCodeWrong, LinkNotValid
from domain.linking.links import Linked, link_chat, require_free
from domain.linking.models import BegunIn
from domain.linking.notices import LONGEST_NAME, masked
from domain.linking.queries.links import (
    OpenRequest,
    bind_chat,
    count_requests,
    count_try,
    end_request,
    link_of_chat,
    lock_request,
    put_request,
    set_code,
)

# The prefix of the deep link's payload.
DEEP_LINK = "link_"
LIFETIME = timedelta(minutes=10)
# 256 random bits: 43 characters, which fit into a deep link.
NONCE_BYTES = 32
CODE_DIGITS = 6
MOST_CODES = 5
MOST_REQUESTS, WINDOW = 10, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is asked to confirm: the masked address in the chat, the chat on the web."""

    request_id: int
    other_side: str


async def begin_on_web(app: App, account: Account, session_id: UUID) -> str:
    """Return the secret of a new request, to be opened in the chat within ten minutes.

    Raises TooManyTries, and EmailNotVerified.
    """
    if not account.is_verified:
        raise EmailNotVerified
    nonce, now = secrets.token_urlsafe(NONCE_BYTES), app.clock.now()
    async with app.pool.transaction():
        counted = await count_requests(app.pool, now - WINDOW, user_id=account.user_id)
        _require_few(*counted, now)
        await put_request(
            app.pool, BegunIn.WEB, hash_of(nonce), now, now + LIFETIME,
            user_id=account.user_id, session_id=session_id,
        )  # fmt: skip
    return nonce


async def open_in_chat(app: App, traveller: Traveller, chat_name: str, nonce: str) -> Offer:
    """Return what a private chat is asked to confirm. The first chat that opens a request keeps it.

    Raises LinkNotValid, ChatLinkedAlready and ChatLinkedElsewhere.
    """
    async with app.pool.transaction():
        request = await _request(app, BegunIn.WEB, nonce_hash=hash_of(nonce))
        if request.chat_id not in {None, traveller.chat_id} or request.code_hash is not None:
            raise LinkNotValid
        account = await _account(app, request.user_id)
        await require_free(app, traveller.chat_id, account.user_id)
        await bind_chat(app.pool, request.request_id, traveller.chat_id, chat_name[:LONGEST_NAME])
    return Offer(request.request_id, masked(account.email or ""))


async def confirm_in_chat(app: App, traveller: Traveller, request_id: int) -> str:
    """Return the code to type where the request began; pressing again gives a new one.

    Raises LinkNotValid for a request that another chat has opened.
    """
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    async with app.pool.transaction():
        request = await _request(app, BegunIn.WEB, request_id=request_id)
        if request.chat_id != traveller.chat_id:
            raise LinkNotValid
        await set_code(app.pool, request_id, _code_hash(request, code))
    return code


async def decline_in_chat(app: App, traveller: Traveller, request_id: int) -> None:
    """Close an unwanted request. Raises LinkNotValid."""
    async with app.pool.transaction():
        request = await _request(app, BegunIn.WEB, request_id=request_id)
        if request.chat_id != traveller.chat_id:
            raise LinkNotValid
        await end_request(app.pool, request_id, app.clock.now())


async def finish_on_web(
    app: App, account: Account, session_id: UUID, nonce: str, code: str
) -> Linked:
    """Link by the code that the chat shows, in the session that began.

    Raises LinkNotValid, LinkCodeWrong (after five the request is closed), ChatLinkedAlready and
    ChatLinkedElsewhere.
    """
    now = app.clock.now()
    async with app.pool.transaction():
        request = await _request(app, BegunIn.WEB, nonce_hash=hash_of(nonce))
        if (request.user_id, request.session_id) != (account.user_id, session_id):
            raise LinkNotValid
        left = await _wrong_codes_left(app, request, code, now)
        if left is None and request.chat_id is not None:
            await end_request(app.pool, request.request_id, now)
            return await link_chat(app, account, session_id, request.chat_id, request.chat_name)
    # Committed by now: an exception inside would have rolled back the count.
    if left:
        raise LinkCodeWrong(left)
    raise LinkNotValid


async def begin_in_chat(app: App, traveller: Traveller, chat_name: str) -> str:
    """Return the secret of a new request, to be opened on the web within ten minutes.

    Raises TooManyTries, and ChatLinkedAlready where the chat is linked.
    """
    nonce, now = secrets.token_urlsafe(NONCE_BYTES), app.clock.now()
    async with app.pool.transaction():
        if await link_of_chat(app.pool, traveller.chat_id) is not None:
            raise ChatLinkedAlready
        counted = await count_requests(app.pool, now - WINDOW, chat_id=traveller.chat_id)
        _require_few(*counted, now)
        await put_request(
            app.pool, BegunIn.CHAT, hash_of(nonce), now, now + LIFETIME,
            chat_id=traveller.chat_id, chat_name=chat_name[:LONGEST_NAME],
        )  # fmt: skip
    return nonce


async def open_on_web(app: App, nonce: str) -> Offer:
    """Return the chat that a request is about. Raises LinkNotValid."""
    async with app.pool.transaction():
        request = await _request(app, BegunIn.CHAT, nonce_hash=hash_of(nonce))
    return Offer(request.request_id, request.chat_name)


async def finish_from_chat(app: App, account: Account, session_id: UUID, nonce: str) -> Linked:
    """Link the chat that began with an account that has just proved its password.

    Raises LinkNotValid, ChatLinkedAlready and ChatLinkedElsewhere.
    """
    if not account.is_verified:
        raise EmailNotVerified
    async with app.pool.transaction():
        request = await _request(app, BegunIn.CHAT, nonce_hash=hash_of(nonce))
        if request.chat_id is None:
            raise LinkNotValid
        await end_request(app.pool, request.request_id, app.clock.now())
        return await link_chat(app, account, session_id, request.chat_id, request.chat_name)


async def _request(
    app: App, begun_in: BegunIn, *, nonce_hash: str | None = None, request_id: int | None = None
) -> OpenRequest:
    request = await lock_request(
        app.pool, begun_in, app.clock.now(), nonce_hash=nonce_hash, request_id=request_id
    )
    if request is None:
        raise LinkNotValid
    return request


async def _account(app: App, user_id: int | None) -> Account:
    account = None if user_id is None else await account_by_id(app.pool, user_id)
    if account is None or not account.is_active:
        raise LinkNotValid
    return account


async def _wrong_codes_left(app: App, request: OpenRequest, code: str, now: datetime) -> int | None:
    """Return None for the right code, else the number of tries left; the last one closes the
    request.
    """
    typed = "".join(code.split())
    if request.code_hash is not None and secrets.compare_digest(
        _code_hash(request, typed), request.code_hash
    ):
        return None
    left = MOST_CODES - await count_try(app.pool, request.request_id)
    if left <= 0:
        await end_request(app.pool, request.request_id, now)
    return max(left, 0)


def _code_hash(request: OpenRequest, code: str) -> str:
    return hash_of(f"{request.nonce_hash} {code}")


def _require_few(count: int, first: datetime | None, now: datetime) -> None:
    if first is not None and count >= MOST_REQUESTS:
        raise TooManyTries(max(int((first + WINDOW - now).total_seconds()), 1))
