"""The columns in which a person sees and types a ledger: of requests, of their disputes and of whom they ask."""
