"""The two drawings of the demonstration: `python3 make/images.py`, from `server/demo/library`. It needs Pillow."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FILES = Path(__file__).resolve().parent.parent / "files"
FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf"
PLUM, INK, PAPER, SAND = "#4a2545", "#222222", "#ffffff", "#f3ece2"


def font(size, bold=False):
    return ImageFont.truetype(FONTS.format("-Bold" if bold else ""), size)


def box(draw, place, title, lines, fill=SAND):
    x, y, width, height = place
    draw.rounded_rectangle((x, y, x + width, y + height), 14, fill=fill, outline=PLUM, width=3)
    draw.text((x + 22, y + 18), title, font=font(26, True), fill=PLUM)
    for at, line in enumerate(lines):
        draw.text((x + 22, y + 60 + at * 32), line, font=font(21), fill=INK)


def arrow(draw, start, end):
    draw.line((*start, *end), fill=PLUM, width=4)
    x, y = end
    if start[0] == end[0]:
        draw.polygon([(x, y), (x - 10, y - 16), (x + 10, y - 16)], fill=PLUM)
    else:
        draw.polygon([(x, y), (x - 16, y - 10), (x - 16, y + 10)], fill=PLUM)


def path():
    image = Image.new("RGB", (1000, 1260), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((60, 40), "Le chemin d’une VAE", font=font(40, True), fill=PLUM)
    steps = [
        ("1. S’informer et choisir", ["Antenne VAE : gratuit, sans engagement", "On lit le référentiel ensemble"]),
        ("2. Demander la recevabilité", ["Dossier de faisabilité (l’ancien livret 1)", "Réponse dans les deux mois"]),
        ("3. Écrire", ["Dossier de validation (l’ancien livret 2)", "Quatre à douze mois, avec un accompagnement"]),
        ("4. Rencontrer le jury", ["De 30 à 60 minutes, ou une mise en situation", "Validation totale, partielle, ou refus"]),
        ("5. Faire le point", ["Entretien post-jury, dans tous les cas", "Ce qui est obtenu est conservé"]),
    ]
    for at, (title, lines) in enumerate(steps):
        top = 130 + at * 220
        box(draw, (60, top, 880, 150), title, lines)
        if at:
            arrow(draw, (500, top - 70), (500, top - 4))
    image.save(FILES / "chemin-vae.png", optimize=True)


def names():
    image = Image.new("RGB", (1400, 720), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((50, 36), "Éducation nationale : qui fait quoi en VAE ?", font=font(36, True), fill=PLUM)
    box(draw, (50, 120, 1300, 130), "GIP-FCIP", ["Le groupement qui porte souvent l’ensemble dans l’académie"])
    below = [
        ("DAVA", ["Dispositif académique", "Il instruit les dossiers", "et organise les jurys"]),
        ("CAVA", ["Centre académique", "L’autre nom, ou l’équipe", "locale, selon l’académie"]),
        ("GRETA", ["Groupement d’établissements", "Il forme, et peut", "accompagner"]),
    ]
    for at, (title, lines) in enumerate(below):
        left = 50 + at * 450
        arrow(draw, (left + 200, 250), (left + 200, 326))
        box(draw, (left, 330, 400, 180), title, lines)
    draw.text((50, 560), "Pour un dossier : le DAVA de l’académie.", font=font(26, True), fill=INK)
    draw.text((50, 606), "Pour une formation ou un accompagnement : le GRETA, ou un autre organisme.", font=font(24), fill=INK)
    image.save(FILES / "sigles-education-nationale.png", optimize=True)


path()
names()
