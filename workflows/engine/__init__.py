"""The engine: runs what is drawn; the only importer of SpiffWorkflow."""
