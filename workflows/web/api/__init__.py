"""The HTTP door for programs: everything that the screens do."""
