"""Printing: a job as a value, and the spooler of the system."""
