"""What goes out: a frozen case summary, and one writer per format."""
