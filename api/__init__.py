"""The doors: HTTP, WebSocket, cookies, processes."""
