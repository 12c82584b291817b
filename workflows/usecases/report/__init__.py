"""Reports: every indicator by tier, place, type, channel and month, from figures that the store adds up."""
