"""The room of delivery, signing and objection."""
