"""The screens, as a browser without scripts sees them."""
