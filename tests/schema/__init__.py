"""The rooms: what they read, write and tell."""
