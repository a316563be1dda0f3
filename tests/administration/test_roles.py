"""Who may become, stay and stop being an administrator; bans; and that each act is written down."""

import asyncio
import json

import pytest

from domain.accounts.models import Role, User
from domain.accounts.queries.roles import count_admins, note_ban_told
from domain.accounts.travellers import Traveller, meet_traveller
from domain.administration.audit import (
    COMMAND_LINE,
    Act,
    Actor,
    Deed,
    actor_of,
    export_audit,
    note,
    read_audit,
)
from domain.administration.errors import AdminMeant, LastAdmin, OwnAccountMeant
from domain.administration.roles import (
    ban,
    become_first_admin,
    end_all_sessions,
    give_role,
    unban,
)
from domain.app import App
from domain.errors import NotFound
from domain.settings import Settings
from domain.trackers.models import Tracker, TrackerState
from tests.conftest import FakeClock
from tests.scene import open_scene


async def person(app: App, chat_id: int, name: str) -> Traveller:
    return await meet_traveller(chat_id, name, "en-IN", app.clock.now())


async def admin(app: App, chat_id: int = 1, name: str = "Asha") -> Actor:
    traveller = await person(app, chat_id, name)
    await give_role(app.pool, COMMAND_LINE, traveller.user_id, Role.ADMIN, app.clock.now())
    return actor_of(traveller)


async def acts(app: App) -> list[Act]:
    return [entry.deed.act for entry in await read_audit(app.pool, 100)]


async def test_a_role_is_given_once_and_written_down(app: App) -> None:
    asha, ravi = await admin(app), await person(app, 2, "Ravi")
    for _ in range(2):
        await give_role(app.pool, asha, ravi.user_id, Role.ADMIN, app.clock.now())
    latest, first = await read_audit(app.pool, 10)
    assert (latest.actor, latest.deed) == (
        asha,
        Deed(Act.ROLE_GIVEN, f"user:{ravi.user_id}", {"role": "traveller"}, {"role": "admin"}),
    )
    assert first.actor == COMMAND_LINE
    assert latest.at == app.clock.now()


async def test_nobody_demotes_themselves_and_the_last_one_stays(app: App) -> None:
    asha = await admin(app)
    assert asha.user_id is not None
    with pytest.raises(OwnAccountMeant):
        await give_role(app.pool, asha, asha.user_id, Role.TRAVELLER, app.clock.now())
    with pytest.raises(LastAdmin):
        await give_role(app.pool, COMMAND_LINE, asha.user_id, Role.TRAVELLER, app.clock.now())
    assert await count_admins(app.pool) == 1


async def test_two_who_demote_each_other_leave_one(app: App) -> None:
    asha, ravi = await admin(app), await admin(app, 2, "Ravi")
    assert asha.user_id is not None
    assert ravi.user_id is not None
    outcomes = await asyncio.gather(
        give_role(app.pool, asha, ravi.user_id, Role.TRAVELLER, app.clock.now()),
        give_role(app.pool, ravi, asha.user_id, Role.TRAVELLER, app.clock.now()),
        return_exceptions=True,
    )
    assert sum(isinstance(one, LastAdmin) for one in outcomes) == 1
    assert await count_admins(app.pool) == 1


async def test_the_settings_name_the_first_alone(app: App) -> None:
    asha, ravi = await person(app, 1, "Asha"), await person(app, 2, "Ravi")
    made = await asyncio.gather(
        become_first_admin(app.pool, asha.user_id, "Asha", app.clock.now()),
        become_first_admin(app.pool, ravi.user_id, "Ravi", app.clock.now()),
    )
    assert sorted(made) == [False, True]
    assert await acts(app) == [Act.ROLE_GIVEN]


async def test_a_banned_one_is_made_no_admin_by_the_settings(app: App) -> None:
    asha = await person(app, 1, "Asha")
    await User.filter(id=asha.user_id).update(is_active=False)
    assert not await become_first_admin(app.pool, asha.user_id, "Asha", app.clock.now())


async def test_an_admin_and_oneself_are_not_banned(app: App) -> None:
    asha, ravi = await admin(app), await admin(app, 2, "Ravi")
    assert asha.user_id is not None
    assert ravi.user_id is not None
    with pytest.raises(AdminMeant):
        await ban(app.pool, asha, ravi.user_id, app.clock.now())
    with pytest.raises(OwnAccountMeant):
        await ban(app.pool, asha, asha.user_id, app.clock.now())
    with pytest.raises(NotFound):
        await ban(app.pool, asha, 999_999, app.clock.now())
    assert Act.BANNED not in await acts(app)


async def test_a_ban_stops_what_is_watched_and_its_end_resumes_it(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_scene(settings, clock) as scene:
        tracker = await scene.track(chat_id=2)
        asha, ravi = await admin(scene.app), await scene.meet(2)
        await ban(scene.app.pool, asha, ravi.user_id, clock.now())
        assert await state_of(tracker.tracker_id) is TrackerState.PAUSED
        scene.price(5_000)
        assert await scene.check() == 0
        assert not (await scene.meet(2)).is_active
        assert await note_ban_told(scene.app.pool, ravi.user_id, clock.now())
        assert not await note_ban_told(scene.app.pool, ravi.user_id, clock.now())
        await unban(scene.app.pool, asha, ravi.user_id, clock.now())
        assert await state_of(tracker.tracker_id) is TrackerState.ACTIVE
        assert (await scene.meet(2)).is_active
        assert (await acts(scene.app))[:2] == [Act.UNBANNED, Act.BANNED]


async def state_of(tracker_id: int) -> TrackerState:
    return (await Tracker.get(id=tracker_id)).state


async def test_sessions_that_do_not_exist_leave_no_entry(app: App) -> None:
    asha, ravi = await admin(app), await person(app, 2, "Ravi")
    assert await end_all_sessions(app.pool, asha, ravi.user_id, app.clock.now()) == 0
    assert Act.SESSIONS_ENDED not in await acts(app)


async def test_an_act_that_fails_is_not_in_the_log(app: App) -> None:
    asha = await admin(app)

    async def broken() -> None:
        async with app.pool.transaction():
            await note(app.pool, asha, Deed(Act.BANNED, "user:7"), app.clock.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await broken()
    assert Act.BANNED not in await acts(app)


async def test_the_log_is_paged_and_exported_whole(app: App) -> None:
    asha = await admin(app)
    for number in range(25):
        await note(app.pool, asha, Deed(Act.BANNED, f"user:{number}"), app.clock.now())
    first = await read_audit(app.pool, 10)
    second = await read_audit(app.pool, 10, before_id=first[-1].entry_id)
    assert [entry.deed.subject for entry in second] == [f"user:{n}" for n in range(14, 4, -1)]
    assert [e.deed.subject for e in await read_audit(app.pool, 10, subject="user:7")] == ["user:7"]
    lines = [json.loads(line) async for line in export_audit(app.pool)]
    assert len(lines) == 26
    assert lines[0] | {"id": 0} == {
        "id": 0, "at": app.clock.now().isoformat(), "admin": asha.user_id, "admin_name": "Asha",
        "chat": 1, "act": "banned", "subject": "user:24", "before": {}, "after": {},
    }  # fmt: skip
