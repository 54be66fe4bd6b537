"""The room of rights: who may do what, what is lent for some days, and what auditors read."""
