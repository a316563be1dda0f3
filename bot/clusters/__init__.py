"""Clusters of hotels as travellers see them."""
