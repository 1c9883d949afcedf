"""The scorecard: the metric registry and the SQL models as assets."""
