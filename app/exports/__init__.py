"""What leaves the program: a report as blocks, and blocks as PDF and other formats."""
