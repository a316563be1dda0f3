"""`python -m sandbox`: serve the sandbox on SANDBOX_HOST:SANDBOX_PORT from SANDBOX_SEED.

E-mails are taken on SANDBOX_MAIL_PORT; by default on any, so that nothing is in its way.
"""

import errno
import logging
import os
import signal
import socket
import sys

import structlog

from sandbox.server import SandboxServer, create_app

CANNOT_START = 2
PORTS = range(65_536)
BACKLOG = 2048


class BadConfiguration(Exception):
    """A setting that cannot be used; its text is the sentence to be shown."""


def whole_number(name: str, default: str) -> int:
    """Return a setting. Raises BadConfiguration when it is not a whole number."""
    value = os.environ.get(name) or default
    try:
        return int(value)
    except ValueError:
        raise BadConfiguration(f"{name} must be a whole number, not {value!r}.") from None


def listen(host: str, port: int, setting: str = "SANDBOX_PORT") -> socket.socket:
    """Return a listening socket on the port that `setting` names.

    Raises BadConfiguration when there is none to be had.
    """
    if port not in PORTS:
        raise BadConfiguration(f"{setting} must be from 0 to {PORTS.stop - 1}, not {port}.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # The protocol is named because asyncio sends small answers at once (TCP_NODELAY) only then:
        # without it, each would wait some 40 ms for an acknowledgement.
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = f"stop the other program or set {setting}"
            raise BadConfiguration(f"Port {port} on {host} is in use: {advice}.") from None
        reason = error.strerror or "no such address"
        raise BadConfiguration(
            f"Cannot listen on {host}:{port} ({reason}): set SANDBOX_HOST and {setting}."
        ) from None
    return listener


def main() -> int:
    """Serve until told to stop; 2 with a sentence when the configuration cannot be used."""
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        seed = whole_number("SANDBOX_SEED", "1")
        host = os.environ.get("SANDBOX_HOST") or "127.0.0.1"
        listener = listen(host, whole_number("SANDBOX_PORT", "8090"))
        mail = listen(host, whole_number("SANDBOX_MAIL_PORT", "0"), "SANDBOX_MAIL_PORT")
    except BadConfiguration as problem:
        sys.stderr.write(f"{problem}\n")
        return CANNOT_START
    # Having ended, the server raises again the signals that ended it: that is not a failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    SandboxServer(create_app(seed, mail_listener=mail)).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
