"""Word documents: docx, doc, flat XML and Rich Text."""
