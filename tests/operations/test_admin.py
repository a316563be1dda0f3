"""`often admin`, run as its own process."""

import json

from domain.accounts.models import Role, User
from domain.accounts.travellers import meet_traveller
from domain.administration.audit import COMMAND_LINE, read_audit
from domain.app import App
from domain.settings import Settings
from tests.operations.running import often


async def test_the_first_admin_is_made_and_the_last_one_stays(app: App, settings: Settings) -> None:
    unknown = await often(settings, "admin", "give", "700000001")
    assert (unknown.code, unknown.out) == (1, "")
    assert "They write /start to the bot first" in unknown.error

    asha = await meet_traveller(700_000_001, "Asha", "en-IN", app.clock.now(), "asha")
    given = await often(settings, "admin", "give", "@asha")
    assert (given.code, given.error) == (0, "")
    assert given.out == f"Asha (account {asha.user_id}) is an administrator now.\n"
    assert (await User.get(id=asha.user_id)).role is Role.ADMIN
    assert [entry.actor for entry in await read_audit(app.pool, 5)] == [COMMAND_LINE]

    listed = await often(settings, "admin", "list", "--json")
    assert [one["user_id"] for one in json.loads(listed.out)] == [asha.user_id]

    taken = await often(settings, "admin", "take", "700000001")
    assert (taken.code, taken.error.strip()) == (
        1,
        "Asha is the last administrator: give the role to somebody else first.",
    )


async def test_several_who_could_be_meant_are_listed(app: App, settings: Settings) -> None:
    for chat_id in (1_000_001, 1_000_002):
        await meet_traveller(chat_id, "Asha", "en-IN", app.clock.now())
    outcome = await often(settings, "admin", "give", "Asha")
    assert outcome.code == 1
    assert outcome.error.count("Asha") == 2
    assert not await User.filter(role=Role.ADMIN).exists()
