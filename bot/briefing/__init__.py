"""The briefing and its faces: what was found in an article, and the forms in which people and programs see it."""
