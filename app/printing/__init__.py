"""Printing: a job as a value, and the system's spooler that takes it."""
