"""The sample: an invented regency on which a demo, a bench or a test can stand."""
