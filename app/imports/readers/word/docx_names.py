"""The namespaces of Word's format, before the names of its parts."""

from app.imports.readers.zip_xml import WORD

W = f"{{{WORD}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
"""Of several editions of one thing, for programs that don't know the first."""
