"""Packages of flight and hotel."""
