"""What is true: the handbook as rules, and the desk's data. Knows no Qt, no PDF, no keyring."""
