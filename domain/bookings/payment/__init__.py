"""A booking and its payment: asked for before it is sent, and given back where nothing comes."""
