"""Fixed pages (PDF, OFD): paragraphs and tables are rebuilt from what a person sees."""
