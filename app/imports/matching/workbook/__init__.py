"""Reading of our own workbooks as people have filled them in, in whatever format they come back."""
