"""Models of a ledger: its requests, their disputes and consultations, and what is counted and due."""
