"""E-mail as a channel: SMTP, one message at a time."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid

import aiosmtplib

from bot.locales import Translator, translator
from bot.sending.letter import Letter, Writer
from domain.mail_server import MailServer
from domain.outbox.channels import Delivery, Failed, Gone, NotYet, SendsOnly, Sent, Unknown
from domain.outbox.values import ChannelName, Message

SECONDS = 20
# SMTP's codes for what must not be tried again.
PERMANENT = 500


class MailChannel(SendsOnly):
    """Sends messages by the configured server.

    `writers` put each kind of message in words, of the translator that `words` returns for it;
    `public_url` is where the links in them lead.
    """

    name = ChannelName.EMAIL

    def __init__(
        self,
        server: MailServer,
        public_url: str,
        writers: Mapping[str, Writer],
        words: Callable[[Message], Awaitable[Translator]] | None = None,
    ) -> None:
        self._server, self._public_url, self._writers = server, public_url, writers
        self._words = words or _plain_words

    async def send(self, message: Message, is_ours: Callable[[], Awaitable[bool]]) -> Delivery:
        """Send; see `Channel`."""
        writer = self._writers.get(message.kind)
        if writer is None:
            return Failed(f"no words for {message.kind}", refused=True)
        letter = writer(message, self._public_url, await self._words(message))
        mail = self._mail(letter, message)
        if not await is_ours():
            return NotYet(timedelta(0))
        return await self._send(mail, message.address)

    def _mail(self, letter: Letter, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = " ".join(letter.subject.split())
        mail["From"] = Address("Often Hotels", addr_spec=self._server.sender)
        mail["To"] = Address(addr_spec=message.address)
        domain = self._server.sender.partition("@")[2]
        mail["Message-ID"] = make_msgid(f"{message.message_id}", domain)
        mail["Auto-Submitted"] = "auto-generated"
        if letter.unsubscribe is not None:
            # RFC 8058: mail programs post to it themselves, by one tap.
            mail["List-Unsubscribe"] = f"<{letter.unsubscribe.address}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(letter.text)
        mail.add_alternative(letter.html, subtype="html")
        return mail

    async def _send(self, mail: EmailMessage, address: str) -> Delivery:
        server = self._server
        try:
            await aiosmtplib.send(
                mail,
                sender=server.sender,
                recipients=[address],
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.is_wrapped,
                start_tls=server.upgrades,
                timeout=SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            refusal = error.recipients[0]
            permanent = refusal.code >= PERMANENT
            return Gone(refusal.message) if permanent else Failed(refusal.message)
        except aiosmtplib.SMTPResponseException as error:
            return Failed(f"{error.code} {error.message}", refused=error.code >= PERMANENT)
        except (aiosmtplib.SMTPReadTimeoutError, aiosmtplib.SMTPServerDisconnected) as error:
            return Unknown(type(error).__name__)
        except (aiosmtplib.SMTPException, OSError) as error:
            return Failed(type(error).__name__)
        return Sent()


async def _plain_words(message: Message) -> Translator:
    return translator(message.language, message.region)
