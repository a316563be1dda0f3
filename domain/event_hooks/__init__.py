"""Where an account's programs are told of events: signed posts to addresses of their own."""
