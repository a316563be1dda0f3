"""Pages as HTML: Jinja2 with everything escaped, and no value that is not given."""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.locales import Translator

FOLDER = Path(__file__).parent
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript"}
ART = {path.name: path.read_bytes() for path in sorted((FOLDER / "art").iterdir())}
_DIGEST = hashlib.sha256(b"".join(ART.values())).hexdigest()[:12]

_environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def art_address(name: str) -> str:
    """Return where a stylesheet or picture is; it changes when any of them does."""
    return f"/account/art/{name}?v={_DIGEST}"


def render(template: str, t: Translator, **values: Any) -> str:
    """Return a page. In templates `gettext`, `ngettext` and `markup` speak the visitor's language.

    Raises jinja2.UndefinedError for a value that the page needs and nobody gave.
    """
    return _environment.get_template(template).render(
        t=t,
        gettext=t.gettext,
        ngettext=t.ngettext,
        markup=t.markup,
        art=art_address,
        **values,
    )
