"""People: found, shown, banned, promoted."""
