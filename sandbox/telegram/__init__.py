"""The Bot API, and the people and chats on its other side."""
