"""Workstation: is this lymphoma patient a candidate for CAR-T? A preliminary answer from scanned records."""
