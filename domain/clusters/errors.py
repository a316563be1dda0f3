"""Refusals about clusters.

::

    Refusal
    └── ClusterRefused
        ├── RuleNotUsable()              no rule of the language, or past its bounds
        ├── RuleTooSlow()                the database gave it up
        ├── ConditionNotUnderstood(kind, text)
        ├── ClusterNameTaken(name)
        └── ClusterNameNotUsable(most)
"""

from dataclasses import dataclass

from domain.errors import Refusal


class ClusterRefused(Refusal):
    """A request about a cluster that cannot be granted."""


class RuleNotUsable(ClusterRefused):
    """A rule that the language does not know, or that is too deep or too long."""


class RuleTooSlow(ClusterRefused):
    """A rule whose query exceeds the time limit."""


@dataclass(eq=False)
class ConditionNotUnderstood(ClusterRefused):
    """The text is not a value for a condition of the kind."""

    kind: str
    text: str


@dataclass(eq=False)
class ClusterNameTaken(ClusterRefused):
    """Another cluster has the name."""

    name: str


@dataclass(eq=False)
class ClusterNameNotUsable(ClusterRefused):
    """An empty name, or one of more than `most` characters."""

    most: int
