"""Web accounts: registration, verification, sign-in, and changes of password and address.

No response reveals whether an address has an account: only its mailbox learns that.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import structlog
from email_validator import EmailNotValidError, validate_email

from domain.accounts.codes import Purpose, make_code, take_code
from domain.accounts.errors import (
    AccountSwitchedOff,
    AddressThereAlready,
    CodeNotValid,
    CredentialsWrong,
    EmailNotUsable,
    PasswordWrong,
    TokenNotValid,
)
from domain.accounts.first_address import require_fresh, tell_chats
from domain.accounts.letters import (
    ADDRESS_KNOWN,
    EMAIL_CHANGED,
    PASSWORD_CHANGED,
    TOKEN_REUSED,
    code_letter,
    notice,
)
from domain.accounts.newcomers import put_account
from domain.accounts.passwords import Passwords, require_usable
from domain.accounts.queries.codes import TakenCode
from domain.accounts.queries.sessions import (
    Account,
    account_by_email,
    account_by_id,
    set_email,
    set_password,
)
from domain.accounts.sessions import Device, EndReason, Reused, Sessions, TokenPair
from domain.accounts.travellers import newcomer
from domain.accounts.tries import CODE, LOG_IN, MAIL, Tries
from domain.names import name_of
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import NewMessage
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

LONGEST_EMAIL = 254


def read_email(text: str) -> str:
    """Return an address in its canonical form. Raises EmailNotUsable."""
    try:
        found = validate_email(
            unicodedata.normalize("NFC", text.strip())[: LONGEST_EMAIL + 1],
            check_deliverability=False,
        )
    except EmailNotValidError as error:
        raise EmailNotUsable(text) from error
    return found.normalized.casefold()


@dataclass(frozen=True, slots=True)
class Accounts:
    """The web's operations on accounts. Each call is one unit of work; hashing happens outside
    it.
    """

    database: Database
    passwords: Passwords
    sessions: Sessions
    tries: Tries

    async def register(
        self, email: str, password: str, first_name: str, language_code: str | None,
        device: Device, now: datetime,
    ) -> None:  # fmt: skip
        """Register an account; a code goes to its mailbox.

        If the address already has an account, only its mailbox is notified. While nobody has
        verified it, each try has its own code, which carries that try's password: whoever reads the
        mailbox decides. Raises EmailNotUsable, PasswordRefused and TooManyTries.
        """
        address = read_email(email)
        require_usable(password, address)
        await self.tries.count("mail", MAIL, account=address, address=device.address)
        hashed = await self.passwords.hash(password)
        async with self.database.transaction():
            account = await account_by_email(self.database, address)
            if account is None:
                person = newcomer(name_of(first_name), language_code, now)
                account = await put_account(self.database, address, person)
            if account.is_verified:
                letter = notice(account, address, ADDRESS_KNOWN, uuid4().hex)
                await self._write(letter, now)
            else:
                await self._send_code(account, address, Purpose.VERIFY_EMAIL, now, hashed)

    async def verify_email(self, code: str, device: Device, now: datetime) -> None:
        """Redeem a registration's code. Raises CodeNotValid and TooManyTries."""
        await self.tries.count("code", CODE, address=device.address)
        async with self.database.transaction():
            taken = await take_code(self.database, code, Purpose.VERIFY_EMAIL, now)
            if taken.password_hash is not None:
                await set_password(self.database, taken.user_id, taken.password_hash)
            await self._set_email(taken)
            await self.sessions.end_all(taken.user_id, EndReason.PASSWORD_CHANGED, now)

    async def log_in(self, email: str, password: str, device: Device, now: datetime) -> TokenPair:
        """Sign in. Raises CredentialsWrong, AccountSwitchedOff and TooManyTries."""
        # No account has such a letter, and no statement takes it.
        known = email.strip().casefold()[:LONGEST_EMAIL].replace("\0", "")
        await self.tries.count("log in", LOG_IN, account=known, address=device.address)
        account = await account_by_email(self.database, known)
        kept = None if account is None else account.password_hash
        verdict = await self.passwords.check(password, kept)
        if account is None or not verdict.is_right:
            raise CredentialsWrong
        if not account.is_active:
            raise AccountSwitchedOff
        async with self.database.transaction():
            if verdict.rehashed is not None:
                await set_password(self.database, account.user_id, verdict.rehashed)
            return await self.sessions.begin(account.user_id, device, now)

    async def enter(self, user_id: int, device: Device, now: datetime) -> TokenPair:
        """Sign in somebody identified by Telegram. Raises AccountSwitchedOff."""
        async with self.database.transaction():
            account = await account_by_id(self.database, user_id)
            if account is None or not account.is_active:
                raise AccountSwitchedOff
            return await self.sessions.begin(user_id, device, now)

    async def refresh(self, token: str, device: Device, now: datetime) -> TokenPair:
        """Rotate a refresh token. Raises TokenNotValid; a reused one ends its session."""
        async with self.database.transaction():
            outcome = await self.sessions.refresh(token, device, now)
            if isinstance(outcome, Reused):
                await self._tell_of_reuse(outcome, now)
        if isinstance(outcome, Reused):
            log.warning("refresh token reused", user=outcome.user_id)
            raise TokenNotValid
        return outcome

    async def forgot_password(self, email: str, device: Device, now: datetime) -> None:
        """Send a code to set a new password, if there is such an account.

        Raises EmailNotUsable and TooManyTries.
        """
        address = read_email(email)
        await self.tries.count("mail", MAIL, account=address, address=device.address)
        async with self.database.transaction():
            account = await account_by_email(self.database, address)
            if account is not None and account.is_active:
                await self._send_code(account, address, Purpose.RESET_PASSWORD, now)

    async def reset_password(self, code: str, password: str, device: Device, now: datetime) -> None:
        """Set a new password with a mailed code, and sign out everywhere.

        Raises PasswordRefused, CodeNotValid and TooManyTries.
        """
        require_usable(password)
        await self.tries.count("code", CODE, address=device.address)
        hashed = await self.passwords.hash(password)
        async with self.database.transaction():
            taken = await take_code(self.database, code, Purpose.RESET_PASSWORD, now)
            await set_password(self.database, taken.user_id, hashed)
            # Reading the mailbox proves that it is theirs.
            account = await self._set_email(taken)
            await self.sessions.end_all(taken.user_id, EndReason.PASSWORD_CHANGED, now)
            await self._write(notice(account, taken.email, PASSWORD_CHANGED, uuid4().hex), now)

    async def change_password(
        self, account: Account, old: str, new: str, device: Device, now: datetime
    ) -> TokenPair:
        """Change a password, sign out everywhere, and sign in here again.

        Raises PasswordWrong, PasswordRefused and TooManyTries.
        """
        require_usable(new, account.email or "")
        await self.prove(account, old, device)
        hashed = await self.passwords.hash(new)
        async with self.database.transaction():
            await set_password(self.database, account.user_id, hashed)
            await self.sessions.end_all(account.user_id, EndReason.PASSWORD_CHANGED, now)
            if account.email is not None:
                letter = notice(account, account.email, PASSWORD_CHANGED, uuid4().hex)
                await self._write(letter, now)
            return await self.sessions.begin(account.user_id, device, now)

    async def change_email(
        self, account: Account, email: str, password: str, device: Device, now: datetime
    ) -> None:
        """Send a code to a new address; the old one counts until the code is entered.

        Raises EmailNotUsable, PasswordWrong and TooManyTries.
        """
        address = read_email(email)
        await self.tries.count("mail", MAIL, account=address, address=device.address)
        await self.prove(account, password, device)
        async with self.database.transaction():
            holder = await account_by_email(self.database, address)
            if holder is None:
                await self._send_code(account, address, Purpose.CHANGE_EMAIL, now)
            else:
                await self._write(notice(holder, address, ADDRESS_KNOWN, uuid4().hex), now)

    async def add_email(
        self, account: Account, session_id: UUID, email: str, password: str, device: Device,
        now: datetime,
    ) -> None:  # fmt: skip
        """Send a code to an account's first address; entering it sets the password too.

        Raises AddressThereAlready, SignInAgain, EmailNotUsable, PasswordRefused and TooManyTries.
        """
        if account.email is not None:
            raise AddressThereAlready
        address = read_email(email)
        require_usable(password, address)
        await self.tries.count("mail", MAIL, account=address, address=device.address)
        await require_fresh(self.database, account, session_id, now)
        hashed = await self.passwords.hash(password)
        async with self.database.transaction():
            holder = await account_by_email(self.database, address)
            if holder is None:
                await self._send_code(account, address, Purpose.CHANGE_EMAIL, now, hashed)
            else:
                await self._write(notice(holder, address, ADDRESS_KNOWN, uuid4().hex), now)

    async def confirm_email(self, code: str, device: Device, now: datetime) -> None:
        """Redeem the code sent to a new address; the old address is notified.

        Raises CodeNotValid and TooManyTries.
        """
        await self.tries.count("code", CODE, address=device.address)
        async with self.database.transaction():
            taken = await take_code(self.database, code, Purpose.CHANGE_EMAIL, now)
            before = await account_by_id(self.database, taken.user_id)
            holder = await account_by_email(self.database, taken.email)
            if before is None or (holder is not None and holder.user_id != taken.user_id):
                raise CodeNotValid
            if taken.password_hash is not None:
                await set_password(self.database, taken.user_id, taken.password_hash)
            await self._set_email(taken)
            if before.email is None:
                await tell_chats(self.database, before, taken.email, now)
            else:
                await self._write(notice(before, before.email, EMAIL_CHANGED, uuid4().hex), now)

    async def prove_owner(
        self, account: Account, session_id: UUID, password: str, device: Device, now: datetime
    ) -> None:
        """Verify the signed-in person: by password, or by a fresh sign-in.

        Raises PasswordWrong, TooManyTries and, where there is no password, SignInAgain.
        """
        if account.email is None:
            await require_fresh(self.database, account, session_id, now)
        else:
            await self.prove(account, password, device)

    async def prove(self, account: Account, password: str, device: Device) -> None:
        """Verify that a signed-in person knows the password.

        Raises PasswordWrong and TooManyTries.
        """
        known = account.email or str(account.user_id)
        await self.tries.count("log in", LOG_IN, account=known, address=device.address)
        if not (await self.passwords.check(password, account.password_hash)).is_right:
            raise PasswordWrong

    async def _set_email(self, taken: TakenCode) -> Account:
        account = await set_email(self.database, taken.user_id, taken.email)
        if account is None:
            raise CodeNotValid
        return account

    async def _send_code(
        self, account: Account, email: str, purpose: Purpose, now: datetime,
        password_hash: str | None = None,
    ) -> None:  # fmt: skip
        code = await make_code(self.database, account.user_id, email, purpose, now, password_hash)
        await self._write(code_letter(account, email, purpose, code, now), now)

    async def _tell_of_reuse(self, reused: Reused, now: datetime) -> None:
        account = await account_by_id(self.database, reused.user_id)
        if account is not None and account.email is not None:
            key = reused.session_id.hex
            await self._write(notice(account, account.email, TOKEN_REUSED, key), now)

    async def _write(self, letter: NewMessage, now: datetime) -> None:
        await put_messages(self.database, [letter], now)
