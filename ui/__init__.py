"""The window. Thin: what is true of reports lives in ``app``."""
