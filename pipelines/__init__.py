"""When and where the stages run: jobs, schedules, sensors, settings and the command line."""
