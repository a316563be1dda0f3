"""How the suppliers fare."""
