"""The command line of those who run the service."""
