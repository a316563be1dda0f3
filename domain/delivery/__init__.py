"""How alerts are told: held, looked at again, dropped, sent, tried again, kept true, settled."""
