"""Output: a report becomes blocks, and blocks become PDF and other formats."""
