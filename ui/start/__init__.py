"""The start of the program, and what watches over a run of it."""
