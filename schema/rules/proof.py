"""A rating off the middle is shown to be one: with words or with evidence.

The rater owes it to the employee, who must be able to follow the rating, and to whoever decides on
an objection (issue text; the regulation asks for feedback "berdasarkan bukti dukung", PermenPANRB
6/2022 form, domain.md 10.2). Which ratings owe how much is a dated setting."""

from dataclasses import dataclass

from schema.rules.vocabulary import Rating


@dataclass(frozen=True, slots=True)
class ProofRule:
    """Which ratings owe a note of how many letters, and whether a link stands for the note."""

    ratings: frozenset[Rating]
    note_least: int
    link_suffices: bool


def owes_proof(rule: ProofRule, rating: Rating | None, note: str, links: int) -> bool:
    """Whether this rating still needs a note, or a link to evidence."""
    if rating is None or rating not in rule.ratings or (links and rule.link_suffices):
        return False
    return len(note.strip()) < rule.note_least
