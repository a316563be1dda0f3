"""The simulated market that the suppliers' emulators sell from."""

from .booking_controls import router as booking_router
from .controls import router
from .market import Market

__all__ = ["Market", "booking_router", "router"]
