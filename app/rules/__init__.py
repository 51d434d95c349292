"""What must hold in a report, and what is found where it does not."""
