"""Run by the Python of `.venv-peers`, never imported here: how long JioNLP takes to find times and places.

A JSON list of texts on stdin; on stdout the CPU microseconds a text, after one of them has warmed it up.
"""

import contextlib
import io
import json
import sys
import time


def main() -> None:
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp

        def read(text: str) -> None:
            jionlp.ner.extract_time(text, time_base=1_795_000_000)
            jionlp.parse_location(text, town_village=True)

        read(texts[0])
        begun = time.process_time()
        for text in texts:
            read(text)
        spent = time.process_time() - begun
    print(json.dumps(spent / len(texts) * 1e6))


if __name__ == "__main__":
    main()
