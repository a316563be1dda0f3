"""Forecasts of prices: how they are made, and how good they were."""
