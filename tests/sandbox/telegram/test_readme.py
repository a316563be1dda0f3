"""The sandbox's README tells of each method of the Bot API whether it is played."""

import re
from pathlib import Path

import aiogram.methods

from sandbox.telegram.methods import METHODS
from sandbox.telegram.methods.refused_methods import NAMES

README = Path(__file__).parents[3] / "sandbox" / "README.md"
ROW = re.compile(r"^\| (\w+) \| (played|refused by name) \|", re.MULTILINE)


def test_each_method_has_its_state() -> None:
    told = dict(ROW.findall(README.read_text()))
    assert {name.lower() for name in told} == METHODS.keys()
    refused = [name for name, state in told.items() if state == "refused by name"]
    assert sorted(refused) == sorted(NAMES)
    methods = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    known = {getattr(method, "__api_method__", None) for method in methods}
    assert told.keys() == {name for name in known if isinstance(name, str)}
