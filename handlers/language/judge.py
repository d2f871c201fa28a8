"""Does a message sound like a report of something done? Learnt from labelled messages, where rules by words end.

Every character and every pair of neighbours has a weight (`make judge` counts them out, tests/language/learn_judge.py);
their sum is the log of the odds that the message reports something: 0 is even, 2 is seven to one. The rules still say
what is reported; the judge only keeps them from reading a report into talk, and lets them look once more where they
saw none.
"""

from functools import cache
from struct import unpack, unpack_from

from handlers.language.judge_weights import EVEN, PAIRS, ROOMS, SCALE, SINGLES, WEIGHTS
from handlers.language.notices import untitled

LONGEST_HEARD = 600  # characters; how a long message begins tells enough
HOPELESS = -4.0  # below, nobody looks for a report
SILENT = -2.0  # below, what the rules found is none
SURE = 2.5  # above, rules that found nothing read once more and believe the message
_SAME_DIGIT = str.maketrans("123456789", "0" * 9)


def pieces(norm: str) -> tuple[int, ...]:
    """The characters and pairs of a normalised text as 16 and 32 bits of UTF-16, all digits alike; some come twice.

    The words of titles tell nothing of what was done: 《如果没有明天》.
    """
    units = f"^{untitled(norm[:LONGEST_HEARD])}$".translate(_SAME_DIGIT).encode("utf-16-le", "surrogatepass")
    length = len(units) // 2
    pairs = unpack_from(f"<{length // 2}I", units) + unpack_from(f"<{(length - 1) // 2}I", units, 2)
    return unpack(f"<{length}H", units) + pairs


def odds(norm: str, room: str) -> float:
    """The log of the odds that a normalised text reports something done."""
    heard = _known().intersection(pieces(norm))
    return (EVEN + ROOMS.get(room, 0) + sum(map(_weights().__getitem__, heard))) / SCALE


def telling(norm: str, most: int = 3) -> list[tuple[str, float]]:
    """The pieces that weigh most, against or for, heaviest first: what `--why` shows."""
    weights = _weights()
    heard = sorted((weights[code], code) for code in _known().intersection(pieces(norm)))
    heaviest = sorted(heard[:most] + heard[-most:], key=lambda one: -abs(one[0]))[:most]
    return [(_written(code), weight / SCALE) for weight, code in heaviest]


def _written(code: int) -> str:
    return code.to_bytes(2 if code < 1 << 16 else 4, "little").decode("utf-16-le")


@cache
def _weights() -> dict[int, int]:
    """One signed byte a piece, unpacked at the first message."""
    codes = unpack(f"<{len(SINGLES)}H", SINGLES.encode("utf-16-le"))
    codes += unpack(f"<{len(PAIRS) // 2}I", PAIRS.encode("utf-16-le"))
    return dict(zip(codes, (ord(weight) - 256 for weight in WEIGHTS), strict=True))


@cache
def _known() -> frozenset[int]:
    return frozenset(_weights())
