"""Countries, destinations, airports, hotels: what can be searched for."""
