"""Answers that are not what was asked for, in LiteAPI's envelope with its documented codes."""

from starlette.responses import JSONResponse, Response

NOTHING_FOUND = 2001
NOT_CONFIRMED = 2010
PROVIDER_FAILED = 2013
INCOMPLETE = 2014
BAD_METHOD = 4000
BAD_FIELD = 4002
DUPLICATE = 4005
OUTDATED_OFFER = 4040
SERVER = 5000
MESSAGES = {
    NOTHING_FOUND: "no availability found",
    NOT_CONFIRMED: "booking is not confirmed",
    PROVIDER_FAILED: "booking failed",
    INCOMPLETE: "booking incomplete",
    BAD_METHOD: "bad request",
    BAD_FIELD: "required request field is missing or wrong input",
    DUPLICATE: "duplicate booking attempt",
    OUTDATED_OFFER: "outdated offer",
    SERVER: "unable to process request",
}


class Refused(Exception):
    """The call is answered with this status, code and description."""

    def __init__(self, status: int, code: int, description: str = "") -> None:
        super().__init__(description)
        self.status = status
        self.code = code
        self.description = description

    def response(self) -> Response:
        message = MESSAGES.get(self.code, "Unauthorized")
        error = {"code": self.code, "description": self.description or message, "message": message}
        return JSONResponse({"error": error}, self.status)


class Empty(Exception):
    """The call is answered by a status without a body: 204 not found, 304 not processed."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status

    def response(self) -> Response:
        return Response(status_code=self.status)


def bad_field(description: str) -> Refused:
    return Refused(400, BAD_FIELD, description)


def unauthorized() -> Refused:
    return Refused(401, 401, "Unauthorized")


def nothing_found() -> Refused:
    """Nothing is sold for such dates: a success without data."""
    return Refused(200, NOTHING_FOUND)
