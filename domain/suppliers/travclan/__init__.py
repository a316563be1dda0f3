"""TravClan: bookable rates in the agency's currency."""
