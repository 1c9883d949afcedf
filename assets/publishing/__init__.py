"""The files that people open, built beside the old ones and switched in one step."""
