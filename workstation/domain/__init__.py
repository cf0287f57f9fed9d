"""What is true: the values, rules and states of a case. Standard library only, pure, no I/O."""
