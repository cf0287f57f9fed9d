"""What the text says: the lexicon, and what is read with it. Pure apart from loading its data files."""
