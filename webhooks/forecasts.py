"""The forecasts' record in public: a page that needs no script, and its picture."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from bot.forecasts.screens import record_lines, record_title
from bot.locales import translator
from bot.pictures.gallery import picture_of
from bot.pictures.reliability import describe_reliability
from domain.accounts.models import PictureStyle
from domain.app import App
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
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
<body>{body}{picture}</body></html>
"""
)


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
        lines = Markup("").join(
            Markup("<p>{}</p>").format(one) for one in record_lines(record, t) if one
        )
        has_picture = any(one.cases for one in record.whole.tenths)
        picture = Markup('<p><img src="/forecast.png?lang={}" alt="{}"></p>').format(
            t.language, record_title(t)
        )
        html = PAGE.format(
            language=t.language,
            title=record_title(t),
            body=lines,
            picture=picture if has_picture else "",
        )
        return HTMLResponse(html)

    @routes.get("/forecast.png", response_class=PictureResponse, responses=NO_PICTURE)
    async def image(request: Request) -> Response:
        """Return the reliability by tenths."""
        t = translator(language_of(request))
        record = await read_record(app.pool, app.clock.now())
        drawn = describe_reliability(record.whole, t.gettext("Forecast"), t.gettext("Actual"))
        if drawn is None:
            raise HTTPException(NOTHING_YET)
        return PictureResponse(await picture_of(app, drawn, PictureStyle.LIGHT))

    return routes
