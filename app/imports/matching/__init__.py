"""Matching: a `RawDocument` becomes a report; tables by their labels, texts by their headings."""
