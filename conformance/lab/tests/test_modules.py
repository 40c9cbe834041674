"""The order of kernel modules, what they say of themselves, and the archive that carries them."""
import lzma
import os
import struct
import tempfile
import unittest

import rooms
import initrd
import modules
import packages


def elf(modinfo):
    """The smallest file with a section .modinfo."""
    names = b"\0.modinfo\0.shstrtab\0"
    head = 64
    sections = [(0, 0, 0), (1, head, len(modinfo)), (10, head + len(modinfo), len(names))]
    table = head + len(modinfo) + len(names)
    start = b"\x7fELF\x02\x01\x01".ljust(40, b"\0") + struct.pack("<Q", table) + bytes(10) + struct.pack("<HHH", 64, 3, 2)
    return start + modinfo + names + b"".join(
        struct.pack("<IIQQQQ", name, 1, 0, 0, offset, size).ljust(64, b"\0") for name, offset, size in sections)


def plan(wanted, needs, builtin=()):
    return modules.plan(wanted, set(needs), set(builtin), lambda name: needs[name])


class Order(unittest.TestCase):
    def test_what_is_needed_comes_first_and_once(self):
        needs = {"can": ([], []), "can_raw": (["can"], []), "can_bcm": (["can"], []), "vcan": (["can_dev"], []),
                 "can_dev": ([], [])}
        self.assertEqual(plan(["can-bcm", "can-raw", "vcan"], needs).names, ["can", "can_bcm", "can_raw", "can_dev", "vcan"])

    def test_deep(self):
        needs = {"a": (["b", "c"], []), "b": (["d"], []), "c": (["d"], []), "d": ([], [])}
        names = plan(["a"], needs).names
        self.assertEqual(names, ["d", "b", "c", "a"])

    def test_what_is_wanted_before(self):
        needs = {"crc": ([], ["crc32c", "crc_fast"]), "crc_fast": ([], ["crc"])}
        self.assertEqual(plan(["crc"], needs).names, ["crc_fast", "crc"])

    def test_built_in_and_absent(self):
        made = plan(["can", "cbc", "moon"], {"can": (["net"], [])}, ["cbc", "net"])
        self.assertEqual((made.names, made.builtin, made.absent), (["can"], ["cbc"], ["moon"]))

    def test_a_circle_and_a_hole(self):
        with self.assertRaisesRegex(ValueError, "circle: a b a"):
            plan(["a"], {"a": (["b"], []), "b": (["a"], [])})
        with self.assertRaisesRegex(ValueError, "a depends on b"):
            plan(["a"], {"a": (["b"], [])})


class Files(unittest.TestCase):
    def test_what_a_module_says(self):
        said = b"license=GPL\0depends=udp_tunnel,ip6-tunnel\0softdep=pre: crc32c sha-fast post: late\0name=x\0"
        self.assertEqual(modules.depends(elf(said)), (["udp_tunnel", "ip6_tunnel"], ["crc32c", "sha_fast"]))
        self.assertEqual(modules.depends(elf(b"depends=\0softdep=post: late\0")), ([], []))
        self.assertEqual(modules.depends(elf(b"softdep=pre: one\0depends=\0")), ([], ["one"]))

    def test_names_and_compression(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "net"))
            for name, content in (("net/can-raw.ko", b"plain"), ("net/vcan.ko.xz", lzma.compress(b"packed")), ("list", b"")):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
            found = modules.files(folder)
            self.assertEqual(sorted(found), ["can_raw", "vcan"])
            self.assertEqual([modules.read(found[name]) for name in sorted(found)], [b"plain", b"packed"])

    def test_what_cannot_be_read_is_named(self):
        whole = elf(b"depends=can\0")
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (("a.ko.zst", b"(\xb5/\xfd"), ("b.ko", b"text"), ("c.ko.xz", b"no xz"), ("d.ko", whole[:-100]),
                                  ("e.ko", b""), ("f.ko.xz", lzma.compress(whole)[:-20])):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(content)
                with self.assertRaisesRegex(packages.Missing, name):
                    modules.look(path)
            with open(path, "wb") as file:
                file.write(lzma.compress(whole))
            self.assertEqual(modules.look(path), (whole, (["can"], [])))

    def test_the_table_is_whole(self):
        rows = modules.read_table(os.path.join(rooms.LAB, "modules.tsv"))
        names = [row.name for row in rows]
        self.assertEqual(len(names), len(set(names)))
        self.assertTrue({"vcan", "tipc", "rds", "af_alg", "hci_vhci", "vsock_loopback", "sctp", "qrtr"} <= set(names))
        self.assertTrue(all(row.purpose for row in rows))


class Archive(unittest.TestCase):
    def entries(self, data):
        at = 0
        while True:
            head = [int(data[at + 6 + 8 * i:at + 14 + 8 * i], 16) for i in range(13)]
            self.assertEqual(data[at:at + 6], b"070701")
            name = data[at + 110:at + 110 + head[11] - 1].decode()
            content = at + (110 + head[11] + 3) // 4 * 4
            if name == "TRAILER!!!":
                return
            yield name, head[1], data[content:content + head[6]]
            at = content + (head[6] + 3) // 4 * 4

    def test_names_modes_contents(self):
        made = initrd.Archive()
        made.add_folder("bin")
        made.add_file("bin/a", b"12345", 0o755)
        made.add_file("bin/long name", b"")
        made.add_link("sh", "bin/a")
        self.assertEqual(list(self.entries(made.data())), [
            ("bin", 0o40755, b""), ("bin/a", 0o100755, b"12345"), ("bin/long name", 0o100644, b""), ("sh", 0o120777, b"bin/a")])


if __name__ == "__main__":
    unittest.main()
