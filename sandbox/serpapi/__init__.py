"""An emulator of SerpAPI, the supplier of searched prices, over the simulated market."""

from .routes import router

__all__ = ["router"]
