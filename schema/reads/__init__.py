"""The one read layer for what phones read often: rows this viewer may see, in flat batches.

Hot reads go over Tortoise's own connection with fixed statement texts, so that statement caches
hit, and give plain rows whose attributes are the fields of the graph: no resolver runs per field
(docs/decisions/0010-plain-rows.md). Writes, gates and admin lists use the ORM."""
