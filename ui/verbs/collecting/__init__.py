"""What an office does that collects the reports of many units."""
