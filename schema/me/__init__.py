"""The room of the signed-in person: who am I, who rates me, what may I do."""
