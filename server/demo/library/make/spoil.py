"""What befalls some documents on their way to a library: a password, or a copy that was cut short."""

import subprocess


def spoil(path, head):
    """`password` locks a PDF (AES-256, by qpdf); `cut` keeps that percentage of the bytes."""
    if "password" in head:
        open_file = path.with_suffix(".open.pdf")
        path.rename(open_file)
        words = [head["password"]] * 2
        subprocess.run(["qpdf", "--encrypt", *words, "256", "--", str(open_file), str(path)], check=True)
        open_file.unlink()
    if "cut" in head:
        whole = path.read_bytes()
        path.write_bytes(whole[:len(whole) * int(head["cut"]) // 100])
