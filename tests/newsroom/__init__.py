"""A newsroom for tests that play whole journeys: the local Slack, its people, a news site, and the bot between them."""
