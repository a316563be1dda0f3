"""What refuses everybody, in a real browser: too much at once, and a fault of ours."""

from functools import partial
from typing import Literal

import pytest
from playwright.async_api import Browser, expect

from domain.app import open_app
from domain.settings import Settings
from tests.browser.chat_page import SCREENSHOTS
from tests.conftest import FakeClock
from tests.webhooks.serving import serving
from webhooks.app import create_web
from webhooks.middlewares.shedding import Shedding

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]
Scheme = Literal["light", "dark"]
WAYS: list[tuple[str, int, Scheme]] = [
    ("es", 390, "dark"), ("es", 1280, "light"), ("ru", 390, "light"), ("ru", 1280, "dark"),
    ("hi", 390, "dark"), ("en", 1280, "light"),
]  # fmt: skip
TITLES = {
    "overload": {"es": "Volvemos enseguida", "ru": "Скоро вернёмся"},
    "fault": {"es": "No ha funcionado", "ru": "Не получилось"},
}


@pytest.mark.parametrize("refusal", TITLES)
async def test_a_refusal_fits_every_window(
    browser: Browser, settings: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch,
    refusal: str,
) -> None:  # fmt: skip
    if refusal == "overload":
        monkeypatch.setattr("webhooks.app.Shedding", partial(Shedding, most=0))
    async with open_app(settings, clock=clock) as app:
        web = create_web(app)

        @web.get("/broken")
        async def broken() -> None:
            raise ZeroDivisionError

        async with serving(web) as port:
            for language, width, scheme in WAYS:
                async with await browser.new_context(
                    viewport={"width": width, "height": 844},
                    color_scheme=scheme,
                    locale=language,
                ) as context:
                    page = await context.new_page()
                    answer = await page.goto(f"http://127.0.0.1:{port}/broken")
                    assert answer is not None
                    assert answer.status == (503 if refusal == "overload" else 500)
                    title = TITLES[refusal].get(language)
                    if title is not None:
                        await expect(page.get_by_role("heading", level=1)).to_have_text(title)
                    await expect(page.locator("html")).to_have_attribute("lang", language)
                    styled = "getComputedStyle(document.body).fontFamily"
                    assert "serif" not in (await page.evaluate(styled)).split(",")[0]
                    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    assert wide <= 0
                    SCREENSHOTS.mkdir(exist_ok=True)
                    name = f"refusal-{refusal}-{language}-{width}-{scheme}.png"
                    await page.screenshot(path=SCREENSHOTS / name, full_page=True)
        web.state.doorkeeper.close()
