"""The room of planning: the SKP from the first word to the agreed version, and its dialogue."""
