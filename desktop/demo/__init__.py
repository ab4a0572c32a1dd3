"""A generated sample desk: what a newcomer sees in the first minute."""
