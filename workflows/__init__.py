"""Hewei's machine: runs the procedures that people draw."""
