"""Scripts that write pages and data of the shelf, and the lists they read."""
