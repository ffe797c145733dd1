"""The small markup of the sources: a header, then titles, paragraphs, lists, tables, quotes and page breaks.

A line beginning with [1], [2+] or [1-2] belongs to those versions of the document only.
"""

import re
from dataclasses import dataclass, field

MARK = re.compile(r"^\[(\d)(\+|-\d)?\] ?")
INLINE = re.compile(r"(\*\*.+?\*\*|\*[^*]+?\*)")


@dataclass
class Source:
    head: dict
    lines: list
    blocks: list = field(default_factory=list)


def read(path):
    """The header and the lines of a source."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.split(":", 1) for line in head.strip().splitlines())
    return Source({key.strip(): value.strip() for key, value in pairs}, body.splitlines())


def belongs(mark, version):
    first, rest = int(mark[1]), mark[2]
    if not rest:
        return version == first
    last = 99 if rest == "+" else int(rest[1:])
    return first <= version <= last


def lines_of(source, version):
    for line in source.lines:
        mark = MARK.match(line)
        if mark is None:
            yield line
        elif belongs(mark, version):
            yield line[mark.end():]


def runs(text):
    """The pieces of a paragraph, each with whether it is strong and whether it is stressed."""
    for piece in INLINE.split(text):
        if piece.startswith("**"):
            yield piece[2:-2], True, False
        elif piece.startswith("*") and len(piece) > 2:
            yield piece[1:-1], False, True
        elif piece:
            yield piece, False, False


def plain(text):
    return "".join(piece for piece, _, _ in runs(text))


def blocks(source, version):
    """The document's blocks: (kind, content)."""
    out = []

    def add(kind, item):
        # Lines of one list, table or quote make one block; other lines of one paragraph are joined.
        if out and out[-1][0] == kind and kind in ("bullets", "numbers", "table", "quote") and not gap:
            out[-1][1].append(item)
        else:
            out.append((kind, [item]))

    gap = True
    for line in lines_of(source, version):
        text = line.strip()
        if not text:
            gap = True
            continue
        if text == "---":
            out.append(("break", []))
        elif text.startswith("### "):
            out.append(("h3", [text[4:]]))
        elif text.startswith("## "):
            out.append(("h2", [text[3:]]))
        elif text.startswith("# "):
            out.append(("h1", [text[2:]]))
        elif text.startswith("- "):
            add("bullets", text[2:])
        elif re.match(r"\d+\. ", text):
            add("numbers", text.split(". ", 1)[1])
        elif text.startswith("> "):
            add("quote", text[2:])
        elif text.startswith("|"):
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            if not all(set(cell) <= set("-:") for cell in cells):
                add("table", cells)
        else:
            add("p", text)
        gap = False
    return out
