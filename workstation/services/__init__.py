"""What a user does: one function per verb, one transaction each; frozen views come back, never records."""
