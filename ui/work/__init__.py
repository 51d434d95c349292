"""The open workspace file, and work in the background."""
