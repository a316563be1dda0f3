"""The scene of the trackers' tests: a product over two suppliers in memory."""

from tests.trackers.conftest import scene

__all__ = ["scene"]
