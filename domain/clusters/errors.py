"""What is refused of clusters.

::

    Refusal
    └── ClusterRefused
        ├── RuleNotUsable()              no rule of the language, or past its bounds
        ├── RuleTooSlow()                the database gave it up
        ├── ConditionNotUnderstood(text)
        ├── ClusterNameTaken(name)
        └── ClusterNameNotUsable(most)
"""

from dataclasses import dataclass

from domain.errors import Refusal


class ClusterRefused(Refusal):
    """Something about a cluster that is not possible."""


class RuleNotUsable(ClusterRefused):
    """A rule that the language does not know, that is too deep or too long."""


class RuleTooSlow(ClusterRefused):
    """A rule that takes longer to answer than it may."""


@dataclass(eq=False)
class ConditionNotUnderstood(ClusterRefused):
    """What was typed is not a value of the condition."""

    text: str


@dataclass(eq=False)
class ClusterNameTaken(ClusterRefused):
    """Another cluster has the name."""

    name: str


@dataclass(eq=False)
class ClusterNameNotUsable(ClusterRefused):
    """An empty name, or one of more than `most` characters."""

    most: int
