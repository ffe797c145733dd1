"""PDF: a page of HTML, printed by Chromium (tagged, with an outline and a language)."""

import html
import os
import subprocess
import tempfile
from pathlib import Path

from markup import runs

CSS = """
@page { size: A4; margin: 22mm 20mm; }
html { font: 10.5pt/1.5 'DejaVu Serif', serif; color: #222; font-kerning: none; font-variant-ligatures: none; hyphens: manual; }
h1, h2, h3, th, .by { font-family: 'DejaVu Sans', sans-serif; line-height: 1.25; }
h1 { font-size: 20pt; margin: 0 0 4mm; color: #4a2545; }
h2 { font-size: 14pt; margin: 8mm 0 3mm; color: #4a2545; break-after: avoid; }
h3 { font-size: 11pt; margin: 5mm 0 2mm; break-after: avoid; }
p { margin: 0 0 3mm; orphans: 3; widows: 3; }
li { margin: 0 0 1.2mm; }
blockquote { margin: 3mm 0 3mm 6mm; font-style: italic; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0 5mm; font-size: 9.5pt; }
th, td { border-bottom: 0.4pt solid #999; padding: 1.6mm 2mm; text-align: left; vertical-align: top; }
th { border-bottom: 1pt solid #4a2545; }
tr { break-inside: avoid; }
.break { break-before: page; margin-top: 0; }
.by { color: #555; font-size: 9.5pt; margin-bottom: 8mm; }
"""
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline",
         "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def inline(text):
    out = []
    for piece, strong, stressed in runs(text):
        piece = html.escape(piece)
        out.append(f"<strong>{piece}</strong>" if strong else f"<em>{piece}</em>" if stressed else piece)
    return "".join(out)


def table(rows):
    head = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def page(head, blocks):
    out, fresh = [], False
    for kind, items in blocks:
        breaks = ' class="break"' if fresh else ""
        fresh = kind == "break"
        if kind in ("h1", "h2", "h3"):
            out.append(f"<{kind}{breaks}>{inline(items[0])}</{kind}>")
            if kind == "h1":
                out.append(f'<p class="by">{html.escape(head["by"])}</p>')
        elif kind in ("bullets", "numbers"):
            tag = "ul" if kind == "bullets" else "ol"
            out.append(f"<{tag}{breaks}>" + "".join(f"<li>{inline(item)}</li>" for item in items) + f"</{tag}>")
        elif kind == "table":
            out.append(table(items))
        elif kind == "quote":
            out.append(f"<blockquote{breaks}>" + "".join(f"<p>{inline(item)}</p>" for item in items) + "</blockquote>")
        elif kind == "p":
            out.append(f"<p{breaks}>{inline(items[0])}</p>")
    title = html.escape(head["title"])
    return (f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{CSS}</style></head><body>{''.join(out)}</body></html>")


def write(path, head, blocks):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page(head, blocks), encoding="utf-8")
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", source.as_uri()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
