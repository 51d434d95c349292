"""Readers: one module per file format turns a file into a `RawDocument`."""
