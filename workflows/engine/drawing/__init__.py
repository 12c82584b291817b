"""What was drawn: a diagram read into plain values, before anything runs."""
