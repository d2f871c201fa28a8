"""A made-up committee on a made-up platform, with the real bot on it: what `liaison sandbox` shows."""
