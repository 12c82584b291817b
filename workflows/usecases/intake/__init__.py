"""What comes in: attachments, the window's first page, searching for the same dispute, former cases."""
