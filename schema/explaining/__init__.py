"""The room that explains: the complete account of a result, and the simulation of another one."""
