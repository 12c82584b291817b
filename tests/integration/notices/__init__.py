"""Notices on their way: channels against real servers, and from an event to a message."""
