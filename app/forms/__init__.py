"""Forms as data: what a report of one official format consists of."""
