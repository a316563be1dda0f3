"""Flights: airports, questions, journeys to choose from, and who sells them."""
