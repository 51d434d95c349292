"""What an office sees that collects the reports of many units."""
