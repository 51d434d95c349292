"""Documents and sheets of LibreOffice."""
