"""Flights: airports, questions and what is flown for how much."""
