"""`python -m pipelines` is `scorecard`."""

from pipelines.cli import main

main(prog_name="scorecard")
