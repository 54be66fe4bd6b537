"""The sample: an invented regency on which a demo, a bench or a test can stand.

A layer beside the rooms: it may use tables, rules and reference data, and nobody in schema uses it.
Everything here is rekaan (contoh): no real person's data."""

from schema.sample.plan import Plan, TooSmall
from schema.sample.seed import NotEmpty, NotMigrated, seed

__all__ = ["NotEmpty", "NotMigrated", "Plan", "TooSmall", "seed"]
