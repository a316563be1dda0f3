"""What happens in group chats: put forward, voted on, watched together."""
