"""PPTX and ODP: the title makes the first slide, each second-level title another one."""

from markup import plain
from package import OFFICE, core, esc, open_document, relations, root, types, write

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHOW = "application/vnd.openxmlformats-officedocument.presentationml"
SPACES = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{OFFICE}"'


def slides(head, blocks):
    """(title, lines) of each slide."""
    out = [(head["title"], [head["by"]])]
    for kind, items in blocks:
        if kind == "h2":
            out.append((items[0], []))
        elif kind == "table":
            out[-1][1].extend(" : ".join(cell for cell in row if cell) for row in items[1:])
        elif kind in ("p", "bullets", "numbers", "quote"):
            out[-1][1].extend(items)
    return [(title, [plain(line) for line in lines]) for title, lines in out]


def shape(key, name, role, box, paragraphs):
    x, y, width, height = box
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{key}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {role}/></p:nvPr></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
            f'<p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>')


def paragraph(text, size, more=""):
    return f'<a:p>{more}<a:r><a:rPr lang="fr-FR" sz="{size}"/><a:t>{esc(text)}</a:t></a:r></a:p>'


TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
TITLE, BODY = (838200, 365125, 10515600, 1325563), (838200, 1825625, 10515600, 4351338)


def slide_xml(title, lines):
    bullet = '<a:pPr marL="285750" indent="-285750"><a:buChar char="•"/></a:pPr>'
    body = "".join(paragraph(line, 2000, bullet) for line in lines) or "<a:p/>"
    shapes = shape(2, "Titre", 'type="title"', TITLE, paragraph(title, 3200)) + shape(3, "Contenu", 'idx="1"', BODY, body)
    return f"<p:sld {SPACES}><p:cSld><p:spTree>{TREE}{shapes}</p:spTree></p:cSld></p:sld>"


def theme():
    names = ["dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]
    values = ["222222", "FFFFFF", "4A2545", "F7F2EC", "4A2545", "C9702B", "5B7A3A", "7A5B75", "B08A5A", "3F5F2A", "4A2545", "7A5B75"]
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in zip(names, values))
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (f'<a:theme xmlns:a="{A}" name="Antennes"><a:themeElements><a:clrScheme name="Antennes">{colours}</a:clrScheme>'
            f'<a:fontScheme name="Antennes"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
            f'<a:fmtScheme name="Antennes"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{f"<a:ln>{fill}</a:ln>" * 3}</a:lnStyleLst>'
            f'<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>'
            "</a:fmtScheme></a:themeElements></a:theme>")


def master():
    shapes = shape(2, "Titre", 'type="title"', TITLE, "<a:p/>") + shape(3, "Contenu", 'type="body" idx="1"', BODY, "<a:p/>")
    return (f'<p:sldMaster {SPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
            f'<p:spTree>{TREE}{shapes}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
            'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
            '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>')


def layout():
    shapes = shape(2, "Titre", 'type="title"', TITLE, "<a:p/>") + shape(3, "Contenu", 'idx="1"', BODY, "<a:p/>")
    return f'<p:sldLayout {SPACES} type="obj"><p:cSld name="Titre et contenu"><p:spTree>{TREE}{shapes}</p:spTree></p:cSld></p:sldLayout>'


def pptx(path, head, blocks):
    found = slides(head, blocks)
    ids = "".join(f'<p:sldId id="{255 + at}" r:id="rIdS{at}"/>' for at in range(1, len(found) + 1))
    kinds = {f"/ppt/slides/slide{at}.xml": f"{SHOW}.slide+xml" for at in range(1, len(found) + 1)}
    links = [(f"rIdS{at}", f"{OFFICE}/slide", f"slides/slide{at}.xml") for at in range(1, len(found) + 1)]
    parts = {}
    for at, (title, lines) in enumerate(found, 1):
        parts[f"ppt/slides/slide{at}.xml"] = slide_xml(title, lines)
        parts[f"ppt/slides/_rels/slide{at}.xml.rels"] = relations([("rId1", f"{OFFICE}/slideLayout", "../slideLayouts/slideLayout1.xml")])
    write(path, {
        "[Content_Types].xml": types({
            "/ppt/presentation.xml": f"{SHOW}.presentation.main+xml", "/ppt/slideMasters/slideMaster1.xml": f"{SHOW}.slideMaster+xml",
            "/ppt/slideLayouts/slideLayout1.xml": f"{SHOW}.slideLayout+xml",
            "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml", **kinds}),
        "_rels/.rels": root("ppt/presentation.xml"),
        "docProps/core.xml": core(head),
        "ppt/presentation.xml": (f'<p:presentation {SPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
                                 f'<p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'),
        "ppt/_rels/presentation.xml.rels": relations([("rId1", f"{OFFICE}/slideMaster", "slideMasters/slideMaster1.xml"),
                                                      ("rId2", f"{OFFICE}/theme", "theme/theme1.xml"), *links]),
        "ppt/slideMasters/slideMaster1.xml": master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations([("rId1", f"{OFFICE}/slideLayout", "../slideLayouts/slideLayout1.xml"),
                                                                   ("rId2", f"{OFFICE}/theme", "../theme/theme1.xml")]),
        "ppt/slideLayouts/slideLayout1.xml": layout(),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations([("rId1", f"{OFFICE}/slideMaster", "../slideMasters/slideMaster1.xml")]),
        "ppt/theme/theme1.xml": theme(),
        **parts,
    })


def odp(path, head, blocks):
    def frame(role, box, inner):
        return (f'<draw:frame presentation:class="{role}" draw:style-name="Cadre" svg:x="2cm" svg:y="{box[0]}cm" svg:width="24cm" svg:height="{box[1]}cm">'
                f"<draw:text-box>{inner}</draw:text-box></draw:frame>")
    pages = []
    for at, (title, lines) in enumerate(slides(head, blocks), 1):
        body = "".join(f'<text:list-item><text:p text:style-name="Ligne">{esc(line)}</text:p></text:list-item>' for line in lines)
        pages.append(f'<draw:page draw:name="Diapositive {at}" draw:master-page-name="Standard">'
                     + frame("title", (1, 3), f'<text:p text:style-name="Titre">{esc(title)}</text:p>')
                     + frame("outline", (4.5, 10), f'<text:list text:style-name="Puces">{body}</text:list>') + "</draw:page>")
    def style(name, size, more=""):
        return (f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.3cm"/><style:text-properties '
                f'fo:font-size="{size}pt" fo:font-family="Liberation Sans" fo:language="fr" fo:country="FR" {more}/></style:style>')
    automatic = ("<office:automatic-styles>" + style("Titre", 30, 'fo:font-weight="bold" fo:color="#4a2545"') + style("Ligne", 20)
                 + '<style:style style:name="Cadre" style:family="presentation"/><text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" '
                 'text:bullet-char="•"><style:list-level-properties text:min-label-width="0.8cm"/></text:list-level-style-bullet></text:list-style>'
                 "</office:automatic-styles>")
    styles = ('<office:automatic-styles><style:page-layout style:name="Ecran"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" '
              'style:print-orientation="landscape"/></style:page-layout></office:automatic-styles><office:master-styles>'
              '<style:master-page style:name="Standard" style:page-layout-name="Ecran"/></office:master-styles>')
    content = f"{automatic}<office:body><office:presentation>{''.join(pages)}</office:presentation></office:body>"
    open_document(path, "application/vnd.oasis.opendocument.presentation", head, styles, content)
