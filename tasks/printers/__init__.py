"""Printers: they make paper of what workflows.documents writes."""
