"""A rating off the middle is shown to be one: with words or with evidence.

The rater owes it to the employee, who must be able to follow the rating, and to whoever decides on
an objection (issue text; the regulation asks for feedback "berdasarkan bukti dukung", PermenPANRB
6/2022 form, domain.md 10.2)."""

from schema.rules.vocabulary import Rating

NOTE_LEAST = 10  # letters: "Baik." explains nothing


def owes_proof(rating: Rating | None, note: str, links: int) -> bool:
    """Whether this rating still needs a note of NOTE_LEAST letters, or a link to evidence."""
    if rating is None or rating is Rating.SESUAI:
        return False
    return links == 0 and len(note.strip()) < NOTE_LEAST
