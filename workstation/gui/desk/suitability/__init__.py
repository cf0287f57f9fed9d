"""Suitability: what each criteria set says and why, what is missing, and the reviewer's own assessment."""
