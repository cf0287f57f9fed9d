"""What is asked: the field dictionary, criteria sets, their three-valued evaluation and explanation. Pure."""
