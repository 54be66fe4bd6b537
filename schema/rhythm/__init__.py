"""The room of rhythm: what is due, who is reminded, and what happens when a term has passed."""
