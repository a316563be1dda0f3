"""The trackers whose checks keep failing."""
