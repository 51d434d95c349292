"""The page 台账: the grid of requests, the form of one request, and its clock as a line."""
