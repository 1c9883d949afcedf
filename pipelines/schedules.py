"""Schedules: a scheduled run stands for the moment at which it was due, not when it starts."""

import dagster as dg

from pipelines.jobs import refresh
from pipelines.resources import run_config
from pipelines.settings import default_home


def _due_run(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    due = context.scheduled_execution_time.isoformat()
    return dg.RunRequest(run_key=due, run_config=run_config(default_home(), due))


daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    cron_schedule="0 4 * * *",
    execution_timezone="UTC",
    execution_fn=_due_run,
    description="Every day at 04:00 UTC, before Europe's offices open.",
)
weekly_scorecards = dg.ScheduleDefinition(
    name="weekly_scorecards",
    job=refresh,
    cron_schedule="0 5 * * 1",
    execution_timezone="UTC",
    execution_fn=_due_run,
    description="Every Monday: the week that has just ended is complete.",
)
all_schedules = [daily_refresh, weekly_scorecards]
