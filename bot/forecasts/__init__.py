"""Forecasts of prices: how they are known, and how good they were."""
