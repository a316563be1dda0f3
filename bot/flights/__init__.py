"""Flights: asked for, found, followed."""
