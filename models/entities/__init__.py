"""What the desk stores: one mapped class per file."""
