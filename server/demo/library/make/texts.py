"""DOCX and ODT."""

from markup import runs
from package import OFFICE, core, esc, open_document, relations, root, types, write

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx_runs(text):
    out = []
    for piece, strong, stressed in runs(text):
        shape = ("<w:b/>" if strong else "") + ("<w:i/>" if stressed else "")
        shape = f"<w:rPr>{shape}</w:rPr>" if shape else ""
        out.append(f'<w:r>{shape}<w:t xml:space="preserve">{esc(piece)}</w:t></w:r>')
    return "".join(out)


def docx_paragraph(text, style="", before=""):
    shape = f"<w:pPr>{style}</w:pPr>" if style else ""
    return f"<w:p>{shape}{before}{docx_runs(text)}</w:p>"


def named(style, more=""):
    return f'<w:pStyle w:val="{style}"/>{more}'


def docx_table(rows):
    count, width = len(rows[0]), 9070 // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * count
    out = []
    for at, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if at == 0 else ""
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                        + docx_paragraph(f"**{cell}**" if at == 0 and cell else cell) + "</w:tc>" for cell in row)
        out.append(f"<w:tr>{head}{cells}</w:tr>")
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{width * count}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl>" + docx_paragraph(""))


def docx_style(key, name, size, more="", shape="", base="Normal"):
    return (f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
            f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{more}</w:pPr><w:rPr>{shape}<w:sz w:val="{size}"/></w:rPr></w:style>')


def docx_styles():
    title = '<w:keepNext/><w:spacing w:before="{}" w:after="120"/><w:outlineLvl w:val="{}"/>'
    colour = '<w:b/><w:color w:val="4A2545"/>'
    return (f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
            '<w:sz w:val="22"/><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
            '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
            + docx_style("Title", "Title", 40, '<w:spacing w:after="120"/>', colour)
            + docx_style("Subtitle", "Subtitle", 20, '<w:spacing w:after="360"/>', '<w:color w:val="555555"/>')
            + docx_style("Heading1", "heading 1", 30, title.format(360, 0), colour)
            + docx_style("Heading2", "heading 2", 24, title.format(240, 1), "<w:b/>")
            + docx_style("ListParagraph", "List Paragraph", 22)
            + docx_style("Quote", "Quote", 22, '<w:ind w:left="567"/>', "<w:i/>") + "</w:styles>")


def docx_numbering(lists):
    def abstract(key, form, text):
        return (f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>')
    # Each numbered list has its own number, so that it begins again at one.
    own = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
                  "</w:lvlOverride></w:num>" for key in range(2, lists + 1))
    return (f'<w:numbering xmlns:w="{W}">{abstract(0, "bullet", "•")}{abstract(1, "decimal", "%1.")}'
            f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{own}</w:numbering>')


def docx(path, head, blocks):
    out, fresh, lists = [], False, 1
    for kind, items in blocks:
        before = '<w:r><w:br w:type="page"/></w:r><w:r><w:lastRenderedPageBreak/></w:r>' if fresh else ""
        fresh = kind == "break"
        if kind == "h1":
            out += [docx_paragraph(items[0], named("Title"), before), docx_paragraph(head["by"], named("Subtitle"))]
        elif kind in ("h2", "h3"):
            out.append(docx_paragraph(items[0], named("Heading1" if kind == "h2" else "Heading2"), before))
        elif kind in ("bullets", "numbers"):
            lists += kind == "numbers"
            number = lists if kind == "numbers" else 1
            shape = named("ListParagraph", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
            out += [docx_paragraph(item, shape, before if at == 0 else "") for at, item in enumerate(items)]
        elif kind == "table":
            out.append(docx_table(items))
        elif kind in ("p", "quote"):
            out += [docx_paragraph(item, named("Quote") if kind == "quote" else "", before) for item in items]
    size = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    write(path, {
        "[Content_Types].xml": types({"/word/document.xml": f"{WORD}.document.main+xml", "/word/styles.xml": f"{WORD}.styles+xml",
                                      "/word/numbering.xml": f"{WORD}.numbering+xml"}),
        "_rels/.rels": root("word/document.xml"),
        "docProps/core.xml": core(head),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(out)}{size}</w:body></w:document>',
        "word/styles.xml": docx_styles(),
        "word/numbering.xml": docx_numbering(lists),
        "word/_rels/document.xml.rels": relations([("rId1", f"{OFFICE}/styles", "styles.xml"),
                                                   ("rId2", f"{OFFICE}/numbering", "numbering.xml")]),
    })


def odt_runs(text):
    out = []
    for piece, strong, stressed in runs(text):
        style = "Fort" if strong else "Accent" if stressed else ""
        out.append(f'<text:span text:style-name="{style}">{esc(piece)}</text:span>' if style else esc(piece))
    return "".join(out)


def odt_table(rows, number):
    count = len(rows[0])
    def row(cells, style):
        inner = "".join(f'<table:table-cell table:style-name="Case" office:value-type="string"><text:p text:style-name="{style}">{odt_runs(cell)}</text:p>'
                        "</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"
    body = "".join(row(cells, "Standard") for cells in rows[1:])
    return (f'<table:table table:name="Tableau{number}"><table:table-column table:number-columns-repeated="{count}"/>'
            f'<table:table-header-rows>{row(rows[0], "Tete")}</table:table-header-rows>{body}</table:table><text:p text:style-name="Standard"/>')


def odt_styles():
    def paragraph(name, size, shape="", more="", level="", base="Standard"):
        parent = f' style:parent-style-name="{base}"' if base else ""
        return (f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" style:family="paragraph"{parent}{level}>'
                f'<style:paragraph-properties fo:margin-bottom="0.2cm" {more}/>'
                f'<style:text-properties fo:font-family="Liberation Sans" fo:font-size="{size}pt" fo:language="fr" fo:country="FR" {shape}/></style:style>')
    dark = 'fo:font-weight="bold" fo:color="#4a2545"'
    return ("<office:styles>" + paragraph("Standard", 11, base="") + paragraph("Title", 20, dark) + paragraph("Subtitle", 10, 'fo:color="#555555"')
            + paragraph("Heading_20_1", 15, dark, 'fo:margin-top="0.6cm" fo:keep-with-next="always"', ' style:default-outline-level="1"')
            + paragraph("Heading_20_2", 12, 'fo:font-weight="bold"', 'fo:margin-top="0.4cm" fo:keep-with-next="always"', ' style:default-outline-level="2"')
            + paragraph("Quotations", 11, 'fo:font-style="italic"', 'fo:margin-left="1cm"') + paragraph("Tete", 11, 'fo:font-weight="bold"')
            + '</office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" '
            'fo:page-height="29.7cm" fo:margin="2.2cm"/></style:page-layout></office:automatic-styles>'
            '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>')


def odt_automatic():
    def broken(name, base):
        return (f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{base}">'
                '<style:paragraph-properties fo:break-before="page"/></style:style>')
    def level(kind, more):
        return (f'<text:list-style style:name="{kind}">{more}</text:list-style>')
    space = '<style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/>'
    return ("<office:automatic-styles>" + broken("Saut1", "Heading_20_1") + broken("Saut", "Standard")
            + '<style:style style:name="Fort" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
            '<style:style style:name="Accent" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
            '<style:style style:name="Case" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #999999" fo:padding="0.1cm"/></style:style>'
            + level("Puces", f'<text:list-level-style-bullet text:level="1" text:bullet-char="•">{space}</text:list-level-style-bullet>')
            + level("Nombres", f'<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">{space}</text:list-level-style-number>')
            + "</office:automatic-styles>")


def odt(path, head, blocks):
    out, fresh, tables = [], False, 0
    for kind, items in blocks:
        broken, fresh = fresh, kind == "break"
        if kind == "h1":
            out.append(f'<text:p text:style-name="Title">{odt_runs(items[0])}</text:p><text:p text:style-name="Subtitle">{esc(head["by"])}</text:p>')
        elif kind in ("h2", "h3"):
            level = 1 if kind == "h2" else 2
            style = "Saut1" if broken else f"Heading_20_{level}"
            out.append(f'<text:h text:style-name="{style}" text:outline-level="{level}">{odt_runs(items[0])}</text:h>')
        elif kind in ("bullets", "numbers"):
            inner = "".join(f'<text:list-item><text:p text:style-name="Standard">{odt_runs(item)}</text:p></text:list-item>' for item in items)
            out.append(f'<text:list text:style-name="{"Puces" if kind == "bullets" else "Nombres"}">{inner}</text:list>')
        elif kind == "table":
            tables += 1
            out.append(odt_table(items, tables))
        elif kind in ("p", "quote"):
            style = "Quotations" if kind == "quote" else "Saut" if broken else "Standard"
            out += [f'<text:p text:style-name="{style}">{odt_runs(item)}</text:p>' for item in items]
    content = f"{odt_automatic()}<office:body><office:text>{''.join(out)}</office:text></office:body>"
    open_document(path, "application/vnd.oasis.opendocument.text", head, odt_styles(), content)
