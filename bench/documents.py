"""The documents that are measured: the app's own, and one that asks for all of a team at once."""

from tests.documents import app_documents

MINE = app_documents()["Home"]  # the newest result in full, and eight of them as lines
LIVE = app_documents()["Live"]  # a new result arrives in full

# The app asks for the list and for the recent results apart; this is both.
TEAM = """query Team {
  team {
    period { id kind year number starts ends opens closes phase daysLeft }
    members {
      person { id name position unit }
      capacity reviewId state rated total draftVersion savedAt submittedAt readAt correcting
      recent { reviewId number predikat hasil perilaku period { kind year number } }
    }
  }
}"""
