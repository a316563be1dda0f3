"""An emulator of LiteAPI, a supplier of bookable rates in any currency, over the market.

Written after its public OpenAPI documents (api.liteapi.travel and book.liteapi.travel, v3.0), which
hold examples but no recordings; what they leave open is marked as *assumed*.
"""

from .routes import router

__all__ = ["router"]
