"""True answers made worse: too large, in another currency, with fields missing as in recordings."""

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

# As large as the largest answer that was recorded.
LARGE_BYTES = 2_700_000
OTHER_CURRENCY = "XAF"


def enlarged(answer: Any) -> Any:
    """Return the answer with as much next to it as the largest recorded one has."""
    return {**answer, "beside": "x" * LARGE_BYTES} if isinstance(answer, dict) else answer


def in_other_currency(answer: Any) -> Any:
    """Return the answer with every currency that it names replaced; the numbers stay."""
    return _walked(answer, lambda key, value: OTHER_CURRENCY if key == "currency" else value)


def without(answer: Any, fields: Iterable[str]) -> Any:
    """Return the answer without these fields in every second item of its lists."""
    gone = frozenset(fields)
    return _thinned(answer, gone, is_thin=False)


def _walked(value: Any, change: Callable[[str, Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: change(key, _walked(inner, change)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_walked(inner, change) for inner in value]
    return value


def _thinned(value: Any, gone: frozenset[str], *, is_thin: bool) -> Any:
    if isinstance(value, dict):
        return {
            key: _thinned(inner, gone, is_thin=is_thin)
            for key, inner in value.items()
            if not (is_thin and key in gone)
        }
    if isinstance(value, list):
        return [
            _thinned(inner, gone, is_thin=is_thin or number % 2 == 1)
            for number, inner in enumerate(value)
        ]
    return value


def altered(response: Response, alter: Callable[[Any], Any] | None) -> Response:
    """Return the response with its JSON altered; an error stays as it is."""
    if alter is None or response.status_code != HTTPStatus.OK:
        return response
    return JSONResponse(alter(json.loads(bytes(response.body))), response.status_code)
