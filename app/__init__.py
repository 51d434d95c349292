"""公开年报: the pure part of the program. Nothing here imports Qt."""

__version__ = "0.1.0"
