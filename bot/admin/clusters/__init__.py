"""Clusters described, previewed and published."""
