"""An emulator of TravClan, the supplier of bookable hotel rates, over the simulated market."""

from .routes import router

__all__ = ["router"]
