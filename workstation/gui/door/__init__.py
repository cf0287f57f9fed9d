"""Sign-in, lock, and the problems told at the door."""
