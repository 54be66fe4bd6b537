"""The room of periods: what is appraised when."""
