"""Stay and flight under one price, and several places one after the other."""
