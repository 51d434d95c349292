"""Reads the sentences of the texts: every figure with its subject, act, time and scope."""
