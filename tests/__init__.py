"""Tests of the whole house; the package exists so that tests/schema is not imported as schema."""
