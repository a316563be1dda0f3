"""Stickers and their sets. A sticker here is any picture; nobody looks at its side."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.files import StoredFile

STICKER_SIDE = 512


@dataclass(slots=True)
class StickerInSet:
    """A sticker's file with the emoji and words by which people find it."""

    file: StoredFile
    emoji: list[str]
    keywords: list[str] = field(default_factory=list)
    mask: dict[str, Any] | None = None


@dataclass(slots=True)
class StickerSet:
    """Stickers under a name that ends with the bot's own; `owner` is the person it is made for."""

    name: str
    title: str
    bot_id: int
    owner: int
    kind: str = "regular"
    stickers: list[StickerInSet] = field(default_factory=list)
    thumbnail: StoredFile | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the StickerSet object."""
        shown: dict[str, Any] = {
            "name": self.name,
            "title": self.title,
            "sticker_type": self.kind,
            "stickers": [sticker_json(one.file, self, one) for one in self.stickers],
        }
        if self.thumbnail is not None:
            shown["thumbnail"] = bare(self.thumbnail) | {"width": 100, "height": 100}
        return shown


def bare(file: StoredFile) -> dict[str, Any]:
    """Return the description of a file that has neither name nor type."""
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }


def sticker_json(
    file: StoredFile,
    place: StickerSet | None = None,
    sticker: StickerInSet | None = None,
    emoji: str = "",
) -> dict[str, Any]:
    """Return the Sticker object of a file: of a set, or sent alone with an emoji."""
    shown: dict[str, Any] = {
        **bare(file),
        "type": place.kind if place else "regular",
        "width": STICKER_SIDE,
        "height": STICKER_SIDE,
        "is_animated": False,
        "is_video": False,
    }
    if place is not None and sticker is not None:
        shown |= {"set_name": place.name, "emoji": sticker.emoji[0]}
        if sticker.mask:
            shown["mask_position"] = sticker.mask
    elif emoji:
        shown["emoji"] = emoji
    return shown
