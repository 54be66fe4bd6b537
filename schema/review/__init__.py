"""The room of appraisal: open, fill, submit, correct, read."""
