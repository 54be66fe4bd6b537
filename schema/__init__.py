"""The rooms: tables, rules and graph of Adil under one roof. The map is in README.md."""
