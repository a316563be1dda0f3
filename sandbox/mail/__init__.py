"""The mailbox: an SMTP server that takes every e-mail and sends none on."""
