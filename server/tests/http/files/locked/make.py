"""Makes the locked files beside it, as other programs lock theirs: `pip install pypdf msoffcrypto-tool`, then `python make.py`.

The password of each is « secret », but for `ouvert.pdf`, which opens without one and may not be changed.
"""

import base64
import hashlib
import io
import os
import zipfile
import zlib

import msoffcrypto.format.ooxml
import pypdf
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

WORDS = "Le compte rendu du jury est confidentiel"


def page() -> bytes:
    text = f"BT /F 12 Tf 20 100 Td ({WORDS}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (table, len(out))


def pdf(name: str, user: str) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page()))
    writer.encrypt(user_password=user, owner_password="proprietaire", algorithm="AES-256")
    writer.write(name)


def package(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, (2027, 3, 2, 9, 30, 0)), content, kind)
    return out.getvalue()


def docx() -> None:
    body = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>'
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    # Less than four kilobytes would be kept in another way, which this library writes and does not read.
    weight = ("word/media/image1.png", os.urandom(4_000))
    plain = package([("[Content_Types].xml", types), ("word/document.xml", body.encode()), weight])
    with open("livret.docx", "wb") as out:
        msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("secret", out)


def odt() -> None:
    content = f"<office:document-content><text:p>{WORDS}</text:p></office:document-content>".encode()
    packed = zlib.compress(content, wbits=-15)
    salt, vector, rounds = os.urandom(16), os.urandom(16), 100_000
    start = hashlib.sha256(b"secret").digest()
    key = hashlib.pbkdf2_hmac("sha1", start, salt, rounds, 32)
    room = 16 - len(packed) % 16
    lock = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    locked = lock.update(packed + bytes(room - 1) + bytes([room])) + lock.finalize()
    said = {
        "checksum": base64.b64encode(hashlib.sha256(packed[:1024]).digest()).decode(),
        "vector": base64.b64encode(vector).decode(),
        "salt": base64.b64encode(salt).decode(),
    }
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{space}" manifest:version="1.2">
 <manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{kind}"/>
 <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="{len(content)}">
  <manifest:encryption-data manifest:checksum-type="{space}#sha256-1k" manifest:checksum="{said['checksum']}">
   <manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="{said['vector']}"/>
   <manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>
   <manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="{rounds}" manifest:salt="{said['salt']}"/>
  </manifest:encryption-data>
 </manifest:file-entry>
</manifest:manifest>
"""
    members = [("mimetype", kind.encode()), ("content.xml", locked), ("META-INF/manifest.xml", manifest.encode())]
    with open("dossier.odt", "wb") as out:
        out.write(package(members))


pdf("ferme.pdf", "secret")
pdf("ouvert.pdf", "")
docx()
odt()
