"""The link to WeChat: a Wechaty puppet service over gRPC, supervised; `gateway.py` is what the bot sees of it."""
