"""Answers that are not what was asked for, in TravClan's envelope."""

from typing import Any

from starlette.responses import JSONResponse, Response

NO_ROOMS = 1013
BAD_REQUEST = 1002
TRACE_EXPIRED = 1006
EXPIRED = "Token Expired. Unauthorized"  # a message, not a secret
SERVER_ERROR = "Internal Server Error. Please Try Again."


class Refused(Exception):
    """The call is answered with this status and envelope."""

    def __init__(self, status: int, code: int, message: str, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.status = status
        self.envelope = {
            "message": message,
            "httpStatusCode": status,
            "error": {"code": code, "message": message, "errors": [error], **extra},
        }

    def response(self) -> Response:
        return JSONResponse(self.envelope, self.status)


def bad_request(error: str) -> Refused:
    """*Assumed*: only the codes of business outcomes have been seen."""
    return Refused(400, BAD_REQUEST, "Bad Request", error)


def unauthorized(error: str = EXPIRED) -> Refused:
    return Refused(401, 401, "Unauthorized", error)


def trace_expired() -> Refused:
    """*Assumed* code and text."""
    return Refused(400, TRACE_EXPIRED, "Bad Request", "Invalid or expired traceId")


def no_rooms(trace: dict[str, Any]) -> Refused:
    """Refuse as recorded: a business outcome that comes as a server error."""
    return Refused(
        500, NO_ROOMS, SERVER_ERROR, "No rooms available with selected criteria",
        traceId=trace["id"], traceIdDetails=trace,
    )  # fmt: skip


def sold_out(trace: dict[str, Any]) -> Refused:
    """Refuse a rate that is gone: the one business code that was recorded."""
    return no_rooms(trace)


def business_refusal(code: int, error: str) -> Refused:
    """*Assumed* codes: refusals in the recorded envelope, as an ordinary client error."""
    return Refused(400, code, "Bad Request", error)


def server_error() -> Refused:
    """Fail without saying whether the booking was made; *assumed* code."""
    return Refused(500, 5000, SERVER_ERROR, SERVER_ERROR)


PRICE_CHANGED, ALREADY_BOOKED, NO_FUNDS, NOT_CANCELLABLE, NOT_FOUND = 1020, 1021, 1022, 1023, 1024
