"""What the team does with a briefing: cases, rulings, the store, and the posts in the thread."""
