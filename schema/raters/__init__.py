"""The room of who rates whom, as people see it: a wrong rater reported and mended, and words handed
over by whoever rated for a part of a period."""
