"""What `liaison bench` measures: ratios against a peer in one run, on material that it composes itself."""
