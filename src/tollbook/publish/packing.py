"""Packed files (.docx, .xlsx are zips) with the same bytes each time: no moment of packing in them. Pure."""

import re
import zipfile
from typing import IO

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can hold; programs read it as none."""
CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
AT_ONCE = 1 << 20


def repack(source: IO[bytes], target: IO[bytes], moment: str) -> None:
    """Write the zip in ``source`` to ``target``, its entries without times and its document as of ``moment`` (ISO 8601 UTC)."""
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in packed.infolist():
            plain = zipfile.ZipInfo(entry.filename, EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            if entry.filename == CORE:
                made.writestr(plain, _MOMENT.sub(rb"\g<1>" + moment.encode() + rb"\g<2>", packed.read(entry)))
                continue
            with packed.open(entry) as reading, made.open(plain, "w", force_zip64=True) as writing:
                while piece := reading.read(AT_ONCE):
                    writing.write(piece)
