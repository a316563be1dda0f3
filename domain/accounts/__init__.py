"""Travellers, their chats and their sign-ins."""
