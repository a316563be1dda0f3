"""The API's document for programs (`/openapi.json`) and for people (`/docs`, without a script)."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from markupsafe import Markup

from webhooks.access import OPERATIONS

METHODS = ("get", "post", "put", "patch", "delete")
STYLE = Path(__file__).with_name("plain.css")
PAGE = Markup(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/plain.css"></head>
<body><h1>{title}</h1><p>{about}</p><p>For programs: <a href="/openapi.json">openapi.json</a></p>
{body}</body></html>
"""
)
OPERATION = Markup(
    '<h3 id="{id}"><code>{method} {path}</code></h3><p>{text}</p><table>{rows}</table>{examples}'
)
ROW = Markup("<tr><td><code>{name}</code></td><td>{place}</td><td>{text}</td></tr>")
EXAMPLE = Markup("<p>{title}</p><pre>{text}</pre>")


def router(web: FastAPI) -> APIRouter:
    """Return the routes that describe `web`."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/openapi.json", dependencies=OPERATIONS)
    async def document() -> JSONResponse:
        return JSONResponse(web.openapi())

    @routes.get("/docs", dependencies=OPERATIONS)
    async def manual() -> HTMLResponse:
        return HTMLResponse(manual_page(web.openapi()))

    @routes.get("/plain.css")
    async def style() -> FileResponse:
        return FileResponse(STYLE, media_type="text/css")

    return routes


def manual_page(document: Mapping[str, Any]) -> str:
    """Return an OpenAPI document as a page."""
    info = document["info"]
    body = Markup("").join(_operations(document))
    return str(PAGE.format(title=info["title"], about=info.get("description", ""), body=body))


def _operations(document: Mapping[str, Any]) -> Iterator[Markup]:
    tag = None
    for path, methods in document["paths"].items():
        for method in METHODS:
            if (operation := methods.get(method)) is None:
                continue
            first = operation.get("tags", [""])[0]
            if first != tag:
                tag = first
                yield Markup("<h2>{}</h2>").format(tag.capitalize())
            yield _operation(path, method, operation)


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Markup:
    rows = Markup("").join(
        ROW.format(name=one["name"], place=one["in"], text=one.get("description", ""))
        for one in operation.get("parameters", ())
    )
    return OPERATION.format(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        text=operation.get("description", operation.get("summary", "")),
        rows=rows,
        examples=Markup("").join(_examples(operation)),
    )


def _examples(operation: Mapping[str, Any]) -> Iterator[Markup]:
    contents = [("Request", operation.get("requestBody", {}).get("content", {}))]
    contents += [
        (status, answer.get("content", {}))
        for status, answer in operation.get("responses", {}).items()
        if status.startswith("2")
    ]
    for title, content in contents:
        for media in content.values():
            if (example := media.get("example")) is not None:
                text = json.dumps(example, ensure_ascii=False, indent=2)
                yield EXAMPLE.format(title=title, text=text)
