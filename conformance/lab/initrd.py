"""The archive that a kernel unpacks into its first file system: cpio, format "newc" (the kernel's
Documentation/driver-api/early-userspace/buffer-format)."""
import stat


class Archive:
    """add_…() in an order in which a folder comes before what is in it; then data()."""

    def __init__(self):
        self._parts = []
        self._number = 0

    def _add(self, name, mode, content):
        self._number += 1
        encoded = name.encode() + b"\0"
        # inode, mode, uid, gid, links, mtime, size, device (major, minor), the same of a node, length of the name, check
        fields = (self._number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(encoded), 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields) + encoded
        for piece in (head, content):
            self._parts.append(piece + bytes(-len(piece) % 4))

    def add_folder(self, name):
        self._add(name, stat.S_IFDIR | 0o755, b"")

    def add_file(self, name, content, mode=0o644):
        self._add(name, stat.S_IFREG | mode, content)

    def add_link(self, name, target):
        self._add(name, stat.S_IFLNK | 0o777, target.encode())

    def data(self):
        """The whole archive; nothing can be added after it."""
        self._add("TRAILER!!!", 0, b"")
        return b"".join(self._parts)
