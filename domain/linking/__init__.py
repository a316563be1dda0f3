"""Links chats with web accounts, and merges what each has."""
