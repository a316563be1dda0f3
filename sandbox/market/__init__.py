"""The simulated market that both supplier emulators sell from."""

from .controls import router
from .market import Market

__all__ = ["Market", "router"]
