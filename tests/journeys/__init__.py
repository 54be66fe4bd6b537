"""Journeys: what people do, in a real Chromium against the real server."""
