"""What is seen: the window, its pages and the parts they share."""
