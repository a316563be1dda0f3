"""Files that went through the Bot API, by their file_id."""

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError

from sandbox.telegram.refusals import bad_request

LARGEST_PHOTO = 10_000_000
LARGEST_RATIO = 20
LONGEST_SIDES = 10_000
# How the ids of files begin, by what they were sent as.
PREFIXES = {
    "Document": "BQACDoc", "Video": "BAACVid", "Animation": "CgACAni", "Audio": "CQACAud",
    "VoiceNote": "AwACVoi", "VideoNote": "DQACVno", "Sticker": "CAACSti",
}  # fmt: skip
# Telegram makes smaller copies of a photo, named by the length of their longer side.
SIZES = (90, 320, 800)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's bytes, and what it was sent as. `width` and `height` are a picture's, else 0."""

    file_id: str
    unique_id: str
    name: str
    content_type: str
    content: bytes
    width: int = 0
    height: int = 0
    kind: str = "Photo"

    @property
    def path(self) -> str:
        """Return the path that getFile tells."""
        return f"files/{self.unique_id}/{self.name}"


class FileStore:
    """Files by id; the same bytes get the same id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._fetched: dict[str, str] = {}

    def get(self, file_id: str) -> StoredFile | None:
        """Return a file by its file_id (of any of its sizes)."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return a file by the path that getFile told."""
        return self._paths.get(path)

    def _keep(self, file: StoredFile) -> StoredFile:
        self._paths[file.path] = file
        return self._files.setdefault(file.file_id, file)

    def add(
        self, name: str, content: bytes, content_type: str, kind: str = "Document"
    ) -> StoredFile:
        """Keep a file that is sent as `kind`, and return it."""
        digest = hashlib.sha256(content + name.encode()).hexdigest()
        file_id = f"{PREFIXES[kind]}{digest[:40]}"
        unique = digest[:16] if kind == "Document" else f"{PREFIXES[kind][4:]}{digest[:13]}"
        return self._keep(StoredFile(file_id, unique, name, content_type, content, kind=kind))

    def add_document(self, name: str, content: bytes, content_type: str) -> dict[str, Any]:
        """Keep a document and return it as a message shows it."""
        return shown(self.add(name, content, content_type))

    def add_photo(self, content: bytes, address: str | None = None) -> list[dict[str, Any]]:
        """Keep a photo, fetched from `address` or sent, and return its sizes, smallest first.

        Raises a 400 when it is not a picture, too large or too narrow.
        """
        if len(content) > LARGEST_PHOTO:
            raise bad_request("file is too big")
        width, height, kind = _measured(content)
        _require_dimensions(width, height)
        digest = hashlib.sha256(content).hexdigest()
        longer = max(width, height)
        sizes = []
        for number, side in enumerate([s for s in SIZES if s < longer] + [longer]):
            # Every size is the whole picture here: the page scales it.
            file = self._keep(
                StoredFile(
                    f"AgACPho{digest[:40]}{number}",
                    f"{digest[:15]}{number}",
                    f"photo.{kind.rpartition('/')[2]}",
                    kind,
                    content,
                    max(round(width * side / longer), 1),
                    max(round(height * side / longer), 1),
                )
            )
            share = (side / longer) ** 2
            sizes.append(
                {
                    "file_id": file.file_id,
                    "file_unique_id": file.unique_id,
                    "width": file.width,
                    "height": file.height,
                    "file_size": max(round(len(content) * share), 1),
                }
            )
        if address is not None:
            self._fetched[address] = file.file_id
        return sizes

    def sizes_of(self, file_id: str) -> list[dict[str, Any]] | None:
        """Return the sizes of a photo that is known by one of its ids."""
        file = self.get(file_id)
        return self.add_photo(file.content) if file and file.width else None

    def at_address(self, url: str) -> list[dict[str, Any]] | None:
        """Return the sizes of a photo that was fetched from `url` before."""
        return self.sizes_of(self._fetched[url]) if url in self._fetched else None


def shown(file: StoredFile) -> dict[str, Any]:
    """Return a file as a message shows it."""
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.content_type,
        "file_size": len(file.content),
    }


def _require_dimensions(width: int, height: int) -> None:
    is_narrow = max(width, height) > LARGEST_RATIO * min(width, height)
    if is_narrow or width + height > LONGEST_SIDES:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _measured(content: bytes) -> tuple[int, int, str]:
    """Return a picture's width, height and media type; only its head is read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            return *image.size, f"image/{(image.format or 'jpeg').lower()}"
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
