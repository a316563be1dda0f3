"""The tracking engine's measures: checks, watchers, writing, planning, several workers."""
