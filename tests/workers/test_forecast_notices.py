"""Administrators are notified once when forecasts are hidden, and once when they are back."""

from datetime import timedelta

from domain.accounts.models import Role, User
from domain.prices.forecasts import forecast_night
from tests.prices.test_forecasts import tell_wrongly
from tests.workers.conftest import PostOffice


async def night(post: PostOffice) -> None:
    """Let a day pass and its night's work be done, and send what there is to tell."""
    post.scene.clock.advance(timedelta(days=1))
    await post.scene.app.redis.flushdb()
    await forecast_night(post.scene.app.pool, post.scene.clock.now())
    await post.carrier.carry()


async def test_a_silence_and_its_end_are_told_once_each(post: PostOffice) -> None:
    await post.scene.track()
    await User.all().update(role=Role.ADMIN)
    await tell_wrongly(post.scene)
    for _ in range(3):
        await night(post)
    (text,) = post.texts
    assert "TravClan, hotels: forecasts are hidden" in text
    assert "over 250 outcomes" in text
    await post.scene.app.pool.execute("DELETE FROM price_forecasts WHERE probability > 0.7")
    for _ in range(2):
        await night(post)
    assert len(post.texts) == 2
    assert "TravClan, hotels: forecasts are back" in post.texts[1]


async def test_nobody_else_is_told(post: PostOffice) -> None:
    await post.scene.track()
    await tell_wrongly(post.scene)
    await night(post)
    assert post.texts == []
    assert len(await post.scene.rows("SELECT * FROM silenced_sources")) == 1
