"""Stays and flights together: packages under one price, and tours of several places."""
