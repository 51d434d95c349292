"""Web pages, with what their style sheets hide."""
