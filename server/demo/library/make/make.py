"""Makes the demonstration's files from their sources: `python3 make/make.py [name…]`, from `server/demo/library`."""

import sys
from pathlib import Path

import markup
import pdf
import sheets
import slides
import spoil
import texts

HERE = Path(__file__).resolve().parent.parent
WAYS = {"pdf": pdf.write, "docx": texts.docx, "odt": texts.odt, "xlsx": sheets.xlsx, "ods": sheets.ods, "pptx": slides.pptx,
        "odp": slides.odp}


def plain_text(path, head, blocks):
    out = []
    for kind, items in blocks:
        marks = {"bullets": "- ", "quote": "    "}.get(kind, "")
        if kind == "numbers":
            out.append("\n".join(f"{at}. {markup.plain(item)}" for at, item in enumerate(items, 1)))
        elif kind in ("h1", "h2", "h3"):
            out.append(items[0].upper() if kind == "h1" else items[0])
        elif kind != "break":
            out.append("\n".join(marks + markup.plain(item) for item in items))
    path.write_text("\n\n".join(out) + "\n", encoding="utf-8")


def make(source):
    document = markup.read(source)
    head = document.head
    count = int(head.get("versions", 1))
    for version in range(1, count + 1):
        name = source.stem + (f"-v{version}" if count > 1 else "") + "." + head["format"]
        write = WAYS.get(head["format"], plain_text)
        write(HERE / "files" / name, head, markup.blocks(document, version))
        spoil.spoil(HERE / "files" / name, head)
        print(name)


wanted = sys.argv[1:]
for path in sorted((HERE / "sources").glob("*.md")):
    if not wanted or path.stem in wanted:
        make(path)
