"""The queue: what waits, how urgent it is, and the one thing to take next."""
