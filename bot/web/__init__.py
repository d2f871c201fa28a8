"""Web pages. So far the sandbox's."""
