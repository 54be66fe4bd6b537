"""The room of live phones: one subscription per signed-in app, replayed after a gap."""
