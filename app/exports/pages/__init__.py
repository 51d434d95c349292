"""The printed page (GB/T 9704-2012): a document becomes positioned glyph runs and ruled lines, once for all page formats."""
