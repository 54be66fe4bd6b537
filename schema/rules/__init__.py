"""Pure rules: values in, values with their reasons out.

No I/O and no clock: `today` is passed in."""
