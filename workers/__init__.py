"""The worker: arq jobs on a timetable. All truth is in PostgreSQL; a job only says "look"."""
