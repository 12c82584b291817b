"""What every store must do, whichever database keeps it."""
