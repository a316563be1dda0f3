"""Every administrator is notified, once and in private, however they got the role."""

from domain.accounts.admin_notices import tell_admins
from domain.accounts.models import Role, User
from domain.accounts.travellers import meet_traveller
from domain.app import App


async def test_whoever_bears_the_role_is_told_once_and_nobody_else(app: App) -> None:
    now = app.clock.now()
    for chat_id, name in ((1, "Asha"), (2, "Ravi"), (3, "Banned"), (4, "Traveller")):
        await meet_traveller(chat_id, name, "en-IN", now)
    await User.filter(first_name__in=("Asha", "Ravi", "Banned")).update(role=Role.ADMIN)
    await User.filter(first_name="Banned").update(is_active=False)
    await User.filter(first_name="Ravi").update(quiet_from=1320, quiet_until=420)
    await app.pool.execute(
        "INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)"
        " SELECT -5, id, 'group', 'Goa', true, $1 FROM users WHERE first_name = 'Asha'",
        now,
    )
    for _ in range(2):
        await tell_admins(app.pool, "admin_case", "7", {"title": "Palms"}, now)
    await tell_admins(app.pool, "forecasts_speak", "8", {}, now, is_held=True)
    told = await app.pool.fetch("SELECT address, payload FROM outbox_messages ORDER BY id")
    assert [row["address"] for row in told] == ["1", "2", "1", "2"]
    assert told[0]["payload"] == {"title": "Palms"}
    assert told[3]["payload"] == {"quiet": [1320, 420, "Asia/Kolkata"]}
