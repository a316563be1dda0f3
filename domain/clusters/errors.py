"""Refusals about clusters.

::

    Refusal
    └── ClusterRefused
        ├── RuleNotUsable()              no rule of the language
        │   ├── TooManyConditions(most)
        │   └── RuleTooDeep(most)        groups in groups in groups
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
    """A rule that the language does not know, or that goes past its bounds."""


@dataclass(eq=False)
class TooManyConditions(RuleNotUsable):
    """A rule of more than `most` conditions."""

    most: int


@dataclass(eq=False)
class RuleTooDeep(RuleNotUsable):
    """A rule of more than `most` levels; a condition of the whole is on the second."""

    most: int


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
