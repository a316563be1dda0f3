"""Who opens connections to where: each module that can is named, with what keeps it at home.

Addresses come from settings, but for webhooks', which are checked and pinned. Pictures are never
fetched: Telegram gets their addresses.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIBRARIES = {"httpx", "httpcore", "aiohttp", "requests", "urllib.request", "http.client", "socket",
             "aiosmtplib", "smtplib", "ftplib"}  # fmt: skip
NAMED = {
    "bot/probes.py": "listens",
    "bot/sending/bots.py": "TELEGRAM_API_URL",
    "bot/sending/mishaps.py": "names the library's errors, calls nobody",
    "bot/sending/mail.py": "SMTP_URL",
    "domain/accounts/telegram_login.py": "TELEGRAM_LOGIN_URL",
    "domain/event_hooks/posts.py": "what people wrote: public addresses alone, pinned",
    "domain/exchange_rates/publishers.py": "EXCHANGE_RATES_*_URL",
    "domain/payments/http_refunds.py": "PAYMENT_REFUND_URL",
    "domain/suppliers/acts.py": "the suppliers' settings",
    "domain/suppliers/connections.py": "the suppliers' settings",
    "domain/suppliers/reports.py": "this machine's name",
    "domain/tls.py": "reads whose certificates are trusted",
    "operations/doctor.py": "the settings' own addresses",
    "webhooks/process.py": "listens",
}


def test_who_reaches_out_is_known() -> None:
    found = set()
    for part in ("bot", "domain", "operations", "webhooks", "workers"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.Import():
                        names = [one.name for one in node.names]
                    case ast.ImportFrom():
                        names = [node.module or ""]
                    case _:
                        continue
                if any(name in LIBRARIES or name.split(".")[0] in LIBRARIES for name in names):
                    found.add(path.relative_to(ROOT).as_posix())
    assert found == set(NAMED)
