"""What goes in and out of the account routes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from domain.accounts.models import Role
from domain.accounts.passwords import LONGEST, SHORTEST
from domain.accounts.queries.sessions import Account, OpenSession
from domain.accounts.sessions import TokenPair
from webhooks.api.values import NO_CONTROLS, Body

Email = Annotated[str, Field(max_length=320, examples=["asha@example.com"])]
# Length and strength are judged by the service, in words that help.
Password = Annotated[
    str,
    Field(
        max_length=1000,
        description=f"From {SHORTEST} to {LONGEST} characters for a new one.",
        examples=["correct horse battery"],
    ),
]
Code = Annotated[
    str,
    Field(max_length=64, examples=["Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBcDeFgHiJkL"]),
]


class Registration(Body):
    """A new account."""

    email: Email
    password: Password
    first_name: Annotated[str, Field(max_length=64, pattern=NO_CONTROLS, examples=["Asha"])] = ""
    language: Annotated[
        str | None, Field(max_length=35, pattern=r"^[A-Za-z0-9-]*$", examples=["en-IN"])
    ] = None


class Credentials(Body):
    """Who wants in."""

    email: Email
    password: Password


class Refresh(Body):
    """A refresh token, used once."""

    refresh_token: Annotated[str, Field(max_length=2048)]


class CodeOnly(Body):
    """The code of an e-mail."""

    code: Code


class EmailOnly(Body):
    """An address."""

    email: Email


class NewPassword(Body):
    """The code of an e-mail, and the password from now on."""

    code: Code
    password: Password


class PasswordChange(Body):
    """The password until now, and from now on."""

    old_password: Password
    new_password: Password


class EmailChange(Body):
    """The address from now on, proved by the password."""

    email: Email
    password: Password


class Tokens(BaseModel):
    """What somebody signed in holds."""

    access_token: str
    access_expires_at: datetime
    refresh_token: str
    refresh_expires_at: datetime
    token_type: str = "bearer"  # noqa: S105 - the scheme's name

    @classmethod
    def of(cls, pair: TokenPair) -> "Tokens":
        """Return a pair in the API's form."""
        return cls(
            access_token=pair.access,
            access_expires_at=pair.access_until,
            refresh_token=pair.refresh,
            refresh_expires_at=pair.refresh_until,
        )


class Me(BaseModel):
    """The account itself."""

    id: int
    email: str | None
    first_name: str
    language: str
    region: str
    role: Role
    is_verified: bool

    @classmethod
    def of(cls, account: Account) -> "Me":
        """Return an account as its owner sees it."""
        return cls(
            id=account.user_id,
            email=account.email,
            first_name=account.first_name,
            language=account.language,
            region=account.region,
            role=account.role,
            is_verified=account.is_verified,
        )


class SessionItem(BaseModel):
    """One device that is signed in."""

    id: UUID
    device: str
    address: str
    began_at: datetime
    used_at: datetime
    expires_at: datetime
    is_current: bool

    @classmethod
    def of(cls, session: OpenSession, current: UUID) -> "SessionItem":
        """Return a session as its owner sees it."""
        return cls(
            id=session.session_id,
            device=session.device,
            address=session.address,
            began_at=session.began_at,
            used_at=session.used_at,
            expires_at=session.expires_at,
            is_current=session.session_id == current,
        )


class Accepted(BaseModel):
    """It was taken; what follows is in the mailbox, or nothing does: no difference is shown."""

    status: str = "accepted"
