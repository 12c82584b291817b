"""When and where it is done: flows, printers and channels; the only importer of Prefect."""
