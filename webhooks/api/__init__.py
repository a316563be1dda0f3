"""The JSON API, version 1: a thin edge over the same services that the chat uses."""
