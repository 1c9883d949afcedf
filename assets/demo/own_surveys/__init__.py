"""Surveys that the company makes of itself: its own people, and its mystery shoppers."""
