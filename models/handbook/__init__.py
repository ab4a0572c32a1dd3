"""The handbook as pure rules: no SQL, no input or output, no clock of its own."""
