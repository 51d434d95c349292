"""Dialogs of a ledger."""
