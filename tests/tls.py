"""What ends TLS before the embedded servers, which speak none, and a certificate for it."""

import asyncio
import shutil
import ssl
import struct
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def make_certificates(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Return a new authority's certificate, and a server's context for `localhost` alone."""
    root, key, wish, cert = (folder / n for n in ("root.pem", "key.pem", "wish.pem", "cert.pem"))
    names = folder / "names"
    names.write_text("subjectAltName=DNS:localhost\n")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for command in (
        ("req", "-x509", *curve, "-keyout", folder / "root.key", "-out", root,
         "-subj", "/CN=Test", "-days", "2"),
        ("req", *curve, "-keyout", key, "-out", wish, "-subj", "/CN=localhost"),
        ("x509", "-req", "-in", wish, "-CA", root, "-CAkey", folder / "root.key",
         "-CAcreateserial", "-out", cert, "-days", "2", "-extfile", names),
    ):  # fmt: skip
        subprocess.run(
            [shutil.which("openssl") or "openssl", *map(str, command)],
            check=True,
            capture_output=True,
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return root, context


@asynccontextmanager
async def tls_before(socket: str, context: ssl.SSLContext, *, asked: bool) -> AsyncIterator[int]:
    """End TLS before a server's Unix socket; yield the port.

    `asked`: the client asks for it first, as those of PostgreSQL do.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, ssl.SSLError, asyncio.IncompleteReadError):
                await _serve(reader, writer)
        finally:
            writer.close()

    async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if asked:
            if await reader.readexactly(8) != SSL_REQUEST:
                # As a server that requires TLS does.
                return
            writer.write(b"S")
            await writer.drain()
        await writer.start_tls(context)
        back, out = await asyncio.open_unix_connection(socket)
        await asyncio.gather(_pass_on(reader, out), _pass_on(back, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, ssl.SSLError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
