"""The shared kit of widgets, colours, icons and keys; it knows nothing of cases."""
