"""The web's pages: signing in, one's account, and linking chats. They work without JavaScript."""
