"""The web service: health, metrics and Telegram's webhook, as thin edges of the domain."""
