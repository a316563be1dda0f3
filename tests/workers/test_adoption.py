"""What the previous version left waiting is sent by this one, once."""

from domain.alerts.adoption import adopt
from domain.alerts.edits import EDIT_EVERY
from tests.workers.conftest import PostOffice, let_pass
from tests.workers.test_digests import at, at_night, go_round, states
from tests.workers.test_leases import see


async def as_before(post: PostOffice) -> None:
    """Have everything stand as the version before left it: in its own tables alone."""
    pool = post.scene.app.pool
    await pool.execute(
        """
        UPDATE tracker_alerts a SET due_at = m.due_at, urgency = m.urgency FROM outbox_messages m
        WHERE m.dedupe_key = 'alert:' || a.id
        """
    )
    await pool.execute("UPDATE digests SET not_before = NULL")
    await pool.execute("DELETE FROM outbox_messages")


async def test_an_alert_that_waited_is_told_once(dropped: PostOffice) -> None:
    await as_before(dropped)
    pool, now = dropped.scene.app.pool, dropped.scene.clock.now()
    assert await dropped.deliver() == 0
    assert [await adopt(pool, now) for _ in range(2)] == [1, 0]
    assert await dropped.deliver() == 1
    assert await dropped.deliver() == 0
    assert len(dropped.texts) == 1


async def test_what_a_worker_of_before_holds_is_left_to_it_until_its_lease_ends(
    dropped: PostOffice,
) -> None:
    await as_before(dropped)
    pool, now = dropped.scene.app.pool, dropped.scene.clock.now()
    await pool.execute(
        "UPDATE tracker_alerts SET state = 'sending', leased_until = now() + interval '1 minute'"
    )
    assert await adopt(pool, now) == 0
    await pool.execute("UPDATE tracker_alerts SET leased_until = now() - interval '1 second'")
    assert await adopt(pool, now) == 1
    assert await dropped.deliver() == 1


async def test_a_digest_goes_over_with_what_waits_in_it(post: PostOffice) -> None:
    await at_night(post)
    await as_before(post)
    # The outbox knew their moment no more than the digest's: what is held is told with it.
    await post.scene.app.pool.execute("UPDATE tracker_alerts SET due_at = created_at")
    at(post, "25T07:00")
    await go_round(post)
    assert post.texts == []
    assert await adopt(post.scene.app.pool, post.scene.clock.now()) == 3
    await go_round(post)
    assert len(post.texts) == 1
    assert await states(post) == ["sent", "sent"]


async def test_an_edit_goes_over_and_so_does_what_a_worker_of_before_makes_due(
    dropped: PostOffice,
) -> None:
    await dropped.deliver()
    await see(dropped, 9_400)
    pool, clock = dropped.scene.app.pool, dropped.scene.clock
    await pool.execute("DELETE FROM outbox_messages WHERE kind = 'edit'")
    await pool.execute(
        "UPDATE tracker_alerts SET edit_due_at = $1, "
        "edit_leased_until = now() + interval '1 minute'",
        clock.now(),
    )
    assert await adopt(pool, clock.now()) == 0
    await pool.execute("UPDATE tracker_alerts SET edit_leased_until = NULL")
    assert [await adopt(pool, clock.now()) for _ in range(2)] == [1, 0]
    assert await dropped.courier.edit() == 1
    assert "9,400" in dropped.texts[-1]
    # One of before has recorded the next change: it makes due by its own column.
    dropped.scene.price(9_600)
    await pool.execute("UPDATE trackables SET last_total = 9600")
    await let_pass(dropped.scene, EDIT_EVERY)
    await pool.execute("UPDATE tracker_alerts SET edit_due_at = $1", clock.now())
    assert await dropped.courier.edit() == 0
    assert await adopt(pool, clock.now()) == 1
    assert await dropped.courier.edit() == 1
    assert "9,600" in dropped.texts[-1]
    (waiting,) = await dropped.scene.rows(
        "SELECT count(*) FROM outbox_messages WHERE kind = 'edit' AND state = 'waiting'"
    )
    assert waiting[0] == 1
