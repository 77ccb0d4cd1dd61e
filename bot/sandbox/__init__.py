"""A Slack of your own on this machine: Slack's protocol as strict as the real one, for tests and for people in the browser.

The bot does not know that it is not Slack: it is pointed here by `SLACK_API_URL` alone.
"""
