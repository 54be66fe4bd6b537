"""What people write, before it is kept."""


def can_be_kept(text: str) -> bool:
    """Whether every database of ours stores this text: PostgreSQL takes no null byte."""
    return "\x00" not in text
