"""A Slack of the tests' own: the Web API over real HTTP with Slack's rules, its state open to the tests, and its people."""
