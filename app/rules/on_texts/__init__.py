"""The rules about the texts."""
