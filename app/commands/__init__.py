"""The commands of the command line; `app.cli` loads what the one that was called needs."""
