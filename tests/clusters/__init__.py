"""Clusters of hotels: the language of their rules, and what keeps them true."""
