"""What a supervisor sees: what needs a look first, its evidence, the decision and the signature."""
