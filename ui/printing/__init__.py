"""The pages of a report: as pictures, and on their way to a printer."""
