"""The room of terms: how long they are, and which days count."""
