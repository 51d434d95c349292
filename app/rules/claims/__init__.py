"""What sentences claim of the tables, with and without figures, and whether the tables say the same."""
