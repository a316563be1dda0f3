"""The forecasts' record in public: a page that needs no script, and its picture."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from bot.forecasts.screens import axis_names, record_lines, record_title, share
from bot.locales import Translator, translator
from bot.pictures.gallery import picture_of
from bot.pictures.reliability import SIZE, describe_reliability
from domain.accounts.models import PictureStyle
from domain.app import App
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.prices.forecast_record import Part
from domain.prices.forecasts import read_record
from webhooks.problems import Problem

NOTHING_YET = 404
NO_PICTURE: dict[int | str, dict[str, Any]] = {NOTHING_YET: {"model": Problem}}


class PictureResponse(Response):
    """A picture."""

    media_type = "image/png"


PAGE = Markup(
    """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Often Hotels: {title}</title>
<link rel="stylesheet" href="/plain.css"></head>
<body><h1>{title}</h1>{body}{picture}</body></html>
"""
)
PICTURE = Markup(
    """<picture><source srcset="/forecast.png?lang={language}&amp;style=dark"
media="(prefers-color-scheme: dark)"><img src="/forecast.png?lang={language}" alt="{title}"
width="{size}" height="{size}"></picture>
<table><tr><th>{said}</th><th>{came}</th><th>{cases}</th></tr>{rows}</table>"""
)
ROW = Markup("<tr><td>{said}</td><td>{came}</td><td>{cases}</td></tr>")


def language_of(request: Request) -> str:
    """Return the page's language: asked for by `?lang=`, else the browser's first that we speak."""
    wished = [request.query_params.get("lang", "")]
    wished += request.headers.get("accept-language", "").split(",")
    codes = (one.split(";")[0].strip()[:2].lower() for one in wished)
    return next((code for code in codes if code in LANGUAGES), DEFAULT_LANGUAGE)


def router(app: App) -> APIRouter:
    """Return the routes over `app`."""
    routes = APIRouter(tags=["forecasts"])

    @routes.get("/forecast", response_class=HTMLResponse)
    async def page(request: Request) -> HTMLResponse:
        """Return how good the forecasts are, misses included."""
        t = translator(language_of(request))
        record = await read_record(app.pool, app.clock.now())
        body = Markup("").join(
            Markup("<p>{}</p>").format(one) for one in record_lines(record, t)[1:] if one
        )
        picture = _reliability(record.whole, t)
        return HTMLResponse(
            PAGE.format(language=t.language, title=record_title(t), body=body, picture=picture)
        )

    @routes.get("/forecast.png", response_class=PictureResponse, responses=NO_PICTURE)
    async def image(request: Request) -> Response:
        """Return the reliability by tenths; `style` may be `dark`."""
        record = await read_record(app.pool, app.clock.now())
        names = axis_names(translator(language_of(request)))
        drawn = describe_reliability(record.whole, *names)
        if drawn is None:
            raise HTTPException(NOTHING_YET)
        is_dark = request.query_params.get("style") == PictureStyle.DARK
        style = PictureStyle.DARK if is_dark else PictureStyle.LIGHT
        return PictureResponse(await picture_of(app, drawn, style))

    return routes


def _reliability(part: Part, t: Translator) -> Markup:
    """Return the picture by tenths, and the same in figures; nothing before any is judged."""
    seen = [one for one in part.tenths if one.cases]
    if not seen:
        return Markup("")
    said, came = axis_names(t)
    rows = (
        ROW.format(said=share(one.said, t), came=share(one.came, t), cases=t.number(one.cases))
        for one in seen
    )
    return PICTURE.format(
        language=t.language, title=record_title(t), size=SIZE, said=said, came=came,
        cases=t.gettext("Forecasts"), rows=Markup("").join(rows),
    )  # fmt: skip
