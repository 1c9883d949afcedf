"""The stages that data passes through, one folder each; none of them knows when it runs."""
