"""What all bots of one Telegram share: people, groups, files, money, and ids given out once."""

import itertools
from collections.abc import Callable

from sandbox.payments.provider import CardProvider
from sandbox.telegram.files import FileStore
from sandbox.telegram.people import Person, Room
from sandbox.telegram.stickers import StickerSet

FIRST_USER_ID = 700_000_001
FIRST_GROUP_ID = 500_000_001
# This many people come with the chat page.
CAST = 4
# A supergroup's id is this much below minus its own number.
SUPERGROUP_OFFSET = -1_000_000_000_000


class Cloud:
    """People and groups. `time` gives Unix seconds."""

    def __init__(self, time: Callable[[], float]) -> None:
        self.files = FileStore()
        # Whether files are fetched from other machines than this one, as Telegram does.
        self.reaches_out = False
        self.provider = CardProvider()
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Room] = {}
        # By their names in small letters.
        self.sticker_sets: dict[str, StickerSet] = {}
        # The product's database outlives this world: the page's own travellers are the same in each
        # run, and nobody who comes later may be taken for somebody of a run before.
        begun = int(time())
        self._user_ids = itertools.chain(
            range(FIRST_USER_ID, FIRST_USER_ID + CAST), itertools.count(FIRST_USER_ID + begun)
        )
        self._group_ids = itertools.count(FIRST_GROUP_ID + begun)

    def add_person(
        self,
        first_name: str,
        last_name: str | None,
        username: str | None,
        language_code: str | None,
    ) -> Person:
        """Add a user."""
        person = Person(next(self._user_ids), first_name, last_name, username, language_code)
        self.people[person.id] = person
        return person

    def add_group(self, kind: str, title: str, members: set[int]) -> Room:
        """Add a group, supergroup or channel, without any bot."""
        number = next(self._group_ids)
        room_id = -number if kind == "group" else SUPERGROUP_OFFSET - number
        self.groups[room_id] = room = Room(room_id, kind, title, members=members)
        return room

    def reset(self) -> None:
        """Forget people, groups and payments; files stay."""
        self.people.clear()
        self.groups.clear()
        self.sticker_sets.clear()
        self.provider.reset()
