"""The product's rules and services, free of any chat, web or queue framework."""
