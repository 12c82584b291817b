"""Notices to staff: noted from what happened, put off in quiet hours, gathered into few messages, told by channels."""
