"""Penilaian diri: what an employee thinks, beside what the rater thought before seeing it."""
