"""`often admin`: who is an administrator."""

from dataclasses import asdict
from datetime import UTC, datetime

import typer

from domain.accounts.models import Role
from domain.administration.audit import COMMAND_LINE
from domain.administration.errors import LastAdmin, NobodyFound
from domain.administration.people import find_people, list_admins
from domain.administration.queries.people import FoundPerson
from domain.administration.roles import give_role
from domain.unit_of_work import Database
from operations.opening import AsJson, refuse, say, with_database

app = typer.Typer(help="Who is an administrator.", no_args_is_help=True)


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """List the administrators."""
    admins = with_database(list_admins)
    words = "\n".join(map(_line, admins)) or (
        "Nobody is an administrator yet. Whoever is to be one writes to the bot, then run: "
        "often admin give WHO"
    )
    say(words, [asdict(one) for one in admins], as_json=as_json)


@app.command()
def give(who: str, *, as_json: AsJson = False) -> None:
    """Make somebody an administrator.

    WHO is a Telegram id, an account's number, an e-mail address or a @username. They must have
    written to the bot before.
    """
    _change(who, Role.ADMIN, "is an administrator now", as_json=as_json)


@app.command()
def take(who: str, *, as_json: AsJson = False) -> None:
    """Take the role from an administrator; the last one keeps it."""
    _change(who, Role.TRAVELLER, "is no administrator any more", as_json=as_json)


def _change(who: str, role: Role, outcome: str, *, as_json: bool) -> None:
    if not who.strip():
        refuse("Say who: a Telegram id, an account's number, an e-mail address or a @username.")

    async def work(database: Database) -> FoundPerson:
        person = await _the_one(database, who)
        await give_role(database, COMMAND_LINE, person.user_id, role, datetime.now(UTC))
        return person

    try:
        person = with_database(work)
    except NobodyFound:
        refuse(
            f"Nobody answers to {who}. They write /start to the bot first; then give their "
            "Telegram id, account number, e-mail address or @username."
        )
    except LastAdmin as error:
        who = error.name or f"Account {error.user_id}"
        refuse(f"{who} is the last administrator: give the role to somebody else first.")
    number = f"account {person.user_id}"
    who = f"{person.first_name} ({number})" if person.first_name else number.capitalize()
    words = f"{who} {outcome}."
    say(words, {"user_id": person.user_id, "role": role.value}, as_json=as_json)


async def _the_one(database: Database, who: str) -> FoundPerson:
    """Return the one account that a text identifies; if it is ambiguous, list the matches and
    end.
    """
    found = await find_people(database, who)
    exact = [one for one in found if _is_exactly(one, who)]
    candidates = exact or found
    if len(candidates) > 1:
        refuse("Several answer to that; say which by the account's number:\n" + "\n".join(
            map(_line, candidates)
        ))  # fmt: skip
    return candidates[0]


def _is_exactly(person: FoundPerson, who: str) -> bool:
    name = (person.username or "").lower()
    return bool(name) and who.lower().removeprefix("@") == name


def _line(person: FoundPerson) -> str:
    username = f" @{person.username}" if person.username else ""
    banned = "" if person.is_active else " (banned)"
    return f"{person.user_id}\t{person.first_name or '-'}{username}{banned}"
