"""A tracker handed to somebody else."""
