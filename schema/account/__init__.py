"""Room: my account. Devices that are signed in, and the change of a password.

Who knocks is decided in api/auth; what happens to an account and its sessions is written here."""
