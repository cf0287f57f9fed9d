"""The case desk: documents on the left, the page in the middle, the record on the right."""
