"""A model's field of JSON whose text is made and read on the connection alone.

Statements and models share their connections, so one side encodes: `domain.db` gives each
connection a codec for jsonb, and the models hand over plain values.
"""

from typing import Any, TypeVar

from tortoise import fields
from tortoise.models import Model

T = TypeVar("T")


class JSONField(fields.JSONField[T]):
    """Tortoise's JSON field without its own encoding."""

    def to_db_value(
        self,
        value: Any,
        instance: type[Model] | Model,  # noqa: ARG002 - Tortoise's signature
    ) -> Any:
        """Return the value as the connection's codec takes it."""
        self.validate(value)
        return value

    def to_python_value(self, value: Any) -> Any:
        """Return the value as the connection's codec has read it."""
        return value
