"""For designers' and our own tests: a movable clock, a memory store, and the scenario player."""
