"""A zip package with fixed dates, so that the same source makes the same file."""

import zipfile
from xml.sax.saxutils import escape as esc  # noqa: F401 (shared by the formats)

DATE = (2026, 1, 5, 9, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(path, parts, mimetype=None):
    with zipfile.ZipFile(path, "w") as package:
        if mimetype:
            # OpenDocument asks for its type first, and not compressed.
            package.writestr(zipfile.ZipInfo("mimetype", DATE), mimetype)
        # What says a word processor's file from a spreadsheet comes early, where programs that sniff look for it.
        for name, text in sorted(parts.items(), key=lambda part: part[0].startswith("docProps")):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text if text.startswith("<?xml") else XML + text)


def core(head):
    """The properties of an Office Open XML document."""
    return ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{esc(head['title'])}</dc:title><dc:creator>{esc(head['by'])}</dc:creator>"
            "<dc:language>fr-FR</dc:language>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-05T09:00:00Z</dcterms:created></cp:coreProperties>')


def types(overrides):
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            f"{lines}</Types>")


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(pairs):
    lines = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in pairs)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def root(target):
    return relations([
        ("rId1", f"{OFFICE}/officeDocument", target),
        ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    ])


ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
       'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
       'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
       'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
       'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"')


def open_document(path, mimetype, head, styles, content):
    names = ("content.xml", "styles.xml", "meta.xml")
    lines = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in names)
    write(path, {
        "content.xml": f"<office:document-content {ODF}>{content}</office:document-content>",
        "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>",
        "meta.xml": (f"<office:document-meta {ODF}><office:meta><dc:title>{esc(head['title'])}</dc:title>"
                     f"<dc:creator>{esc(head['by'])}</dc:creator><dc:language>fr-FR</dc:language>"
                     "<meta:creation-date>2026-01-05T09:00:00</meta:creation-date></office:meta></office:document-meta>"),
        "META-INF/manifest.xml": ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
                                  'manifest:version="1.3">'
                                  f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{mimetype}"/>'
                                  f"{lines}</manifest:manifest>"),
    }, mimetype)
