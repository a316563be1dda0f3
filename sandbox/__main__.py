"""`python -m sandbox`: serve the sandbox on SANDBOX_HOST:SANDBOX_PORT from SANDBOX_SEED."""

import logging
import os
import socket
import sys

import structlog
import uvicorn

from sandbox.server import create_app

CANNOT_START = 2


def listen(host: str, port: int) -> socket.socket | None:
    """Return a bound socket, or None when the port is taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        return None
    return listener


def main() -> int:
    """Serve until told to stop; 2 with a sentence when the configuration cannot be used."""
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    host = os.environ.get("SANDBOX_HOST", "127.0.0.1")
    try:
        port = int(os.environ.get("SANDBOX_PORT", "8090"))
        seed = int(os.environ.get("SANDBOX_SEED", "1"))
    except ValueError:
        sys.stderr.write("SANDBOX_PORT and SANDBOX_SEED must be whole numbers.\n")
        return CANNOT_START
    listener = listen(host, port)
    if listener is None:
        sys.stderr.write(
            f"Port {port} on {host} is in use: stop the other program or set SANDBOX_PORT.\n"
        )
        return CANNOT_START
    # Event streams and long polls never end by themselves: a second is enough for all else.
    config = uvicorn.Config(
        create_app(seed), log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
