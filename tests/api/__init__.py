"""The doors: HTTP, cookies, sockets, through the ASGI application."""
