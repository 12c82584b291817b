"""The desks and the API; the only importer of the web framework."""
