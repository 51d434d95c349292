"""Workbooks and tables: xlsx, xls, flat XML and text with marks between cells."""
