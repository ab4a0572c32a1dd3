"""What a page shows: a file per page, its SELECTs and the frozen rows they return."""
