"""The ways a word leaves Hewei; one file each."""
