"""The preview: the pages of the report's own PDF, to be read and searched."""
