"""The template studio: documents are read, drafted, proved, proposed and published by two people."""
