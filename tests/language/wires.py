"""A #接龙 as WeChat writes it on the wire, for tests."""

from xml.sax.saxutils import escape


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def compose(heading: str, lines: list[tuple[str, str, int]], numbers: str = "{}. ") -> tuple[str, str]:
    """Title and wire XML of lines (author, words, unix time), the way WeChat writes them."""
    title, items = heading + "\n\n", ""
    for number, (author, words, at) in enumerate(lines, 1):
        title += ("\n" if number > 1 else "") + numbers.format(number)
        items += f"<i><u>{author}</u><s>.</s><t>{at}</t><r>{units(title)}-{units(words)}</r></i>"
        title += words
    solitaire = (
        f"<solitaire><tt>0-{units(heading)}</tt><s>.</s><content><s>{len(lines)}</s>{items}</content></solitaire>"
    )
    return title, wrap(title, solitaire)


def wrap(title: str, solitaire: str, kind: int = 53) -> str:
    return (
        f'<?xml version="1.0"?>\n<msg><appmsg appid=""><title>{escape(title)}</title><type>{kind}</type><extinfo>'
        f"<solitaire_info><![CDATA[{solitaire}]]></solitaire_info></extinfo></appmsg></msg>"
    )
