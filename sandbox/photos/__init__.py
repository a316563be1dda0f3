"""Photos of fictional hotels, painted when asked for."""

from .routes import router

__all__ = ["router"]
