"""The kernel of an unpacked package: where it is, and its image without the loader that unpacks it."""
import lzma
import os
import struct

from packages import Missing

# Documentation/arch/x86/boot.rst: offsets in a bzImage.
SETUP_SECTORS, MAGIC, PAYLOAD_OFFSET, PAYLOAD_LENGTH, MAGIC_TEXT = 0x1F1, 0x202, 0x248, 0x24C, b"HdrS"


def find(root):
    """(release, path of its image) of the one kernel in the folder."""
    boot = os.path.join(root, "boot")
    images = [name for name in (os.listdir(boot) if os.path.isdir(boot) else []) if name.startswith("vmlinuz-")]
    if len(images) != 1:
        raise Missing("%s should hold one kernel, and holds %d; ./run clean, then start again" % (boot, len(images)))
    return images[0][len("vmlinuz-"):], os.path.join(boot, images[0])


def modules_folder(root, release):
    for place in ("lib/modules", "usr/lib/modules"):
        folder = os.path.join(root, place, release)
        if os.path.isdir(folder):
            return folder
    raise Missing("the package of %s has no modules" % release)


def image(bzimage):
    """The ELF image in a bzImage, if it is packed with xz or lzma: an emulator takes seconds to unpack it. None: it is not."""
    if bzimage[MAGIC:MAGIC + 4] != MAGIC_TEXT:
        return None
    start = ((bzimage[SETUP_SECTORS] or 4) + 1) * 512 + struct.unpack_from("<I", bzimage, PAYLOAD_OFFSET)[0]
    length = struct.unpack_from("<I", bzimage, PAYLOAD_LENGTH)[0]
    try:
        plain = lzma.LZMADecompressor().decompress(bzimage[start:start + length])
    except lzma.LZMAError:
        return None
    return plain if plain[:4] == b"\x7fELF" else None
