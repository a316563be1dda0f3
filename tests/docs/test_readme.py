"""What the README and `.env.example` say exists, and what exists is said."""

import re
from pathlib import Path

import pytest

from bot.locales import translator
from bot.sending.profile import commands
from domain.configuration import known_settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/*.md",
    "docs/decisions/*.md",
    "sandbox/README.md",
)
FOLDERS = (
    "bench|bot|compose|deploy|devstack|docs|domain|migrations|operations|sandbox|tests"
    "|webhooks|workers"
)


@pytest.mark.parametrize("document", ["README.md", ".env.example"])
def test_every_setting_is_documented(document: str) -> None:
    text = (ROOT / document).read_text()
    assert [name for name in sorted(known_settings()) if name not in text] == []


def test_every_documented_setting_exists() -> None:
    table = README.split("## Configuration")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert named - known_settings() == set()


def test_env_example_holds_only_settings() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {m[1] for line in lines if (m := re.match(r"#?\s?([A-Z][A-Z_]+)=", line))}
    assert named == known_settings()


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets
    assert [target for target in targets if f"`make {target}" not in README] == []


def test_every_command_is_documented() -> None:
    table = README.split("The bot's commands:")[1].split("\n## ")[0]
    documented = {name for line in table.splitlines() if line.startswith("| `/")
                  for name in re.findall(r"`/(\w+)`", line.split("|")[1])}  # fmt: skip
    offered = {one.command for one in commands(translator("en"))}
    sources = (path.read_text() for path in sorted((ROOT / "bot").rglob("*.py")))
    taken = {name for source in sources for name in re.findall(r'Command\("(\w+)"', source)}
    assert offered | taken == documented


@pytest.mark.parametrize(
    "document", [path for pattern in DOCUMENTS for path in sorted(ROOT.glob(pattern))], ids=str
)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text()
    named = re.findall(rf"`((?:{FOLDERS})/[\w/.-]*)`", text)
    linked = re.findall(r"\]\(([\w/.-]+)\)", text)
    missing = [path for path in named if not (ROOT / path).exists()]
    missing += [path for path in linked if not document.parent.joinpath(path).exists()]
    assert missing == []


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda path: str(path.name)
)
def test_every_decision_has_the_one_form(path: Path) -> None:
    text = path.read_text()
    assert re.match(rf"# {path.name[:4]}\. \S", text), "the title is '# NNNN. Title'"
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequence"]
