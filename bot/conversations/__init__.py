"""The conversations, one file each: handlers that read input, ask the domain, return a screen."""
