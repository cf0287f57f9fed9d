"""Workstation: is this lymphoma patient a candidate for CAR-T? A preliminary answer from scanned records."""

__version__ = "0.1.0"
