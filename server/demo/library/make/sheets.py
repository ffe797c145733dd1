"""XLSX and ODS: each second-level title of the source is a sheet, its paragraphs and tables are its rows."""

import re

from markup import plain
from package import OFFICE, core, esc, open_document, relations, root, types, write

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NUMBER = re.compile(r"^-?\d+(,\d+)?$")


def sheets(blocks):
    """(name, rows); a row is (cells, kind): the first row of a table is its head."""
    out = []
    for kind, items in blocks:
        if kind == "h2":
            out.append((items[0], []))
        elif kind == "table":
            out[-1][1].extend((row, "head" if at == 0 else "row") for at, row in enumerate(items))
        elif kind in ("p", "bullets", "numbers", "quote"):
            out[-1][1].extend(([item], "note") for item in items)
    return out


def widths(rows):
    count = max(len(cells) for cells, _ in rows)
    longest = [max((len(plain(cells[at])) for cells, kind in rows if kind != "note" and at < len(cells)), default=12) for at in range(count)]
    return [min(max(size + 2, 10), 55) for size in longest]


def cell_xml(name, text, kind):
    text = plain(text)
    style = {"head": 1, "row": 2, "note": 0}[kind]
    if kind == "row" and NUMBER.match(text):
        return f'<c r="{name}" s="{style}"><v>{text.replace(",", ".")}</v></c>'
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{esc(text)}</t></is></c>'


def sheet_xml(rows):
    columns = "".join(f'<col min="{at}" max="{at}" width="{size}" customWidth="1"/>' for at, size in enumerate(widths(rows), 1))
    lines = []
    for at, (cells, kind) in enumerate(rows, 1):
        inner = "".join(cell_xml(f"{chr(65 + column)}{at}", text, kind) for column, text in enumerate(cells))
        lines.append(f'<row r="{at}">{inner}</row>')
    return f'<worksheet xmlns="{S}"><cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData></worksheet>'


STYLES = (f'<styleSheet xmlns="{S}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
          '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
          '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
          '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
          '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>'
          '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs>'
          '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


def xlsx(path, head, blocks):
    found = sheets(blocks)
    names = "".join(f'<sheet name="{esc(name[:31])}" sheetId="{at}" r:id="rId{at}"/>' for at, (name, _) in enumerate(found, 1))
    parts = {f"/xl/worksheets/sheet{at}.xml": f"{SHEET}.worksheet+xml" for at in range(1, len(found) + 1)}
    links = [(f"rId{at}", f"{OFFICE}/worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(found) + 1)]
    write(path, {
        "[Content_Types].xml": types({"/xl/workbook.xml": f"{SHEET}.sheet.main+xml", "/xl/styles.xml": f"{SHEET}.styles+xml", **parts}),
        "_rels/.rels": root("xl/workbook.xml"),
        "docProps/core.xml": core(head),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations([*links, ("rIdStyles", f"{OFFICE}/styles", "styles.xml")]),
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{at}.xml": sheet_xml(rows) for at, (_, rows) in enumerate(found, 1)},
    })


def ods_cell(text, kind):
    text = plain(text)
    style = ' table:style-name="Tete"' if kind == "head" else ' table:style-name="Case"' if kind == "row" else ""
    if kind == "row" and NUMBER.match(text):
        value = f'office:value-type="float" office:value="{text.replace(",", ".")}"'
    else:
        value = 'office:value-type="string"'
    return f"<table:table-cell{style} {value}><text:p>{esc(text)}</text:p></table:table-cell>"


def ods(path, head, blocks):
    found, columns, tables = sheets(blocks), [], []
    for at, (name, rows) in enumerate(found):
        wide = ""
        for column, size in enumerate(widths(rows)):
            key = f"co{at}x{column}"
            columns.append(f'<style:style style:name="{key}" style:family="table-column"><style:table-column-properties style:column-width="{size * 0.2:.1f}cm"/></style:style>')
            wide += f'<table:table-column table:style-name="{key}"/>'
        lines = "".join("<table:table-row>" + "".join(ods_cell(cell, kind) for cell in cells) + "</table:table-row>" for cells, kind in rows)
        tables.append(f'<table:table table:name="{esc(name)}">{wide}{lines}</table:table>')
    wrap = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    content = ("<office:automatic-styles>" + "".join(columns)
               + f'<style:style style:name="Case" style:family="table-cell">{wrap}</style:style>'
               f'<style:style style:name="Tete" style:family="table-cell">{wrap}<style:text-properties fo:font-weight="bold"/></style:style>'
               f"</office:automatic-styles><office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>")
    styles = ('<office:styles><style:default-style style:family="table-cell"><style:text-properties fo:font-family="Liberation Sans" '
              'fo:font-size="10pt" fo:language="fr" fo:country="FR"/></style:default-style></office:styles>')
    open_document(path, "application/vnd.oasis.opendocument.spreadsheet", head, styles, content)
