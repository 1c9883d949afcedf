"""Promises about tables: Great Expectations suites, and SQL checks, as blocking asset checks."""
