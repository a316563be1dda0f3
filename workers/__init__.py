"""The worker: arq jobs on a schedule. The truth is in PostgreSQL; a job only triggers a look."""
