"""SMTP on its own socket, with the same planted faults as the rest (target `mail`)."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.faults import LONGEST_SILENCE, FaultBoard, FaultKind
from sandbox.mail.mailbox import Mailbox

TAKEN = "250 OK"
LARGEST = 1_000_000


class Receiver:
    """What aiosmtpd asks when an e-mail comes."""

    def __init__(self, mailbox: Mailbox, faults: FaultBoard) -> None:
        self._mailbox, self._faults = mailbox, faults

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take a mailbox, or refuse it as a fault with a `match` in its address says."""
        fault = self._faults.take("mail", address)
        if fault is not None and fault.kind is FaultKind.STATUS:
            return f"{fault.status or 550} No such mailbox here"
        if fault is not None and fault.kind is FaultKind.TIMEOUT:
            await asyncio.sleep(fault.seconds or LONGEST_SILENCE)
        if fault is not None and fault.kind is FaultKind.DROP_AFTER_PROCESSING:
            envelope.rcpt_options.append("drop")
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep the e-mail; where its answer is to get lost, hang up instead of answering."""
        content = envelope.original_content or b""
        self._mailbox.take(envelope.mail_from or "", list(envelope.rcpt_tos), content)
        if "drop" in envelope.rcpt_options and server.transport is not None:
            server.transport.close()
        return TAKEN


@asynccontextmanager
async def receiving(
    listener: socket.socket | None, mailbox: Mailbox, faults: FaultBoard
) -> AsyncIterator[None]:
    """Take e-mails on `listener` meanwhile; without one there is no mail."""
    if listener is None:
        yield
        return
    receiver = Receiver(mailbox, faults)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(receiver, enable_SMTPUTF8=True, data_size_limit=LARGEST, ident="sandbox"),
        sock=listener,
    )
    try:
        yield
    finally:
        server.close()
