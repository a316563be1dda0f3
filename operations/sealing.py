"""Backups that only their owner can open, in age's format, which the `age` command opens too."""

from pathlib import Path
from typing import BinaryIO

from pyrage import DecryptError, IdentityError, RecipientError, decrypt_io, encrypt_io, x25519

from operations.opening import refuse

# How every age file begins.
MARK = b"age-encryption.org/"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how such keys begin, no key


def is_sealed(file: Path) -> bool:
    """Return whether a file is encrypted."""
    with file.open("rb") as opened:
        return opened.read(len(MARK)) == MARK


def recipient(text: str) -> x25519.Recipient:
    """Return the recipient; the command ends if BACKUP_RECIPIENT is not such a key."""
    try:
        return x25519.Recipient.from_str(text)
    except RecipientError:
        refuse("BACKUP_RECIPIENT is no public key of age: it begins with age1 (age-keygen -y).")


def identity(file: Path | None) -> x25519.Identity:
    """Read the secret key in a file; the command ends if there is none."""
    if file is None:
        refuse("The backup is encrypted: say with --identity which file holds the secret key.")
    try:
        lines = file.read_text().split()
        return x25519.Identity.from_str(next(line for line in lines if line.startswith(SECRET)))
    except (OSError, UnicodeDecodeError, StopIteration, IdentityError):
        refuse(f"{file} holds no secret key of age ({SECRET}…).")


def seal(source: BinaryIO, target: BinaryIO, owner: x25519.Recipient) -> None:
    """Encrypt a stream on the fly."""
    encrypt_io(source, target, [owner])


def open_sealed(source: BinaryIO, target: BinaryIO, key: x25519.Identity) -> None:
    """Decrypt a stream on the fly; the command ends if the key is wrong, or the stream is
    damaged.
    """
    try:
        decrypt_io(source, target, [key])
    except DecryptError:
        refuse("The key does not open this backup, or the file is damaged.")
    except BrokenPipeError:
        raise
    except OSError:
        refuse("The backup is damaged or cut short: nothing was restored. Use another one.")
