"""Scripts that start something in the background: a signal to them leaves nothing of it."""
import os
import signal
import unittest

from scripts import PROJECT, Test, group

SERVER = 'echo >"$FOLDER/begun"; exec sleep 97\n'
SCRIPTS = {
    "ref/tests/examples.sh": ("echo_server", []),
    "ref/tests/example_can.sh": ("can_raw", []),
    "ref/tests/example_sniffer.sh": ("sniffer_linux", ["inside"]),
}


class Signals(Test):
    def end(self, words, number, **environment):
        process = self.start(*words, FOLDER=self.folder, **environment)
        self.wait_for("the server begins", lambda: os.path.exists(self.path("begun")))
        os.kill(process.pid, number)
        self.assertEqual(process.wait(timeout=50), 1)
        self.wait_for("nothing is left", lambda: not group(process.pid))
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("tmp.")], [])
        os.remove(self.path("begun"))

    def test_of_the_examples(self):
        self.stub("bin/python3", "exit 0\n")  # there is CAN, and the interface is up
        for script, (server, more) in SCRIPTS.items():
            self.stub("examples/" + server, SERVER)
            for number in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
                with self.subTest(script=script, number=number):
                    self.end(["sh", os.path.join(PROJECT, script), self.path("examples"), *more], number,
                             PATH=self.path("bin") + ":" + os.environ["PATH"])

    def windows(self, wine, tests):
        """How tools/windows.sh is started, with stubs of Wine: `tests` are the names of the tests."""
        self.stub("bin/wine", '[ "$1" != --version ] || exit 0\necho $$ >"$FOLDER/wine"\n' + wine)
        self.stub("bin/wineserver", 'kill "$(cat "$FOLDER/wine")" 2>/dev/null; echo "$*" >>"$FOLDER/wineserver"\n')
        self.stub("bin/x86_64-w64-mingw32-gcc", "")
        self.stub("b/wine/system.reg", "")
        self.stub("b/ref/tests/windows/tests.txt", "")
        with open(self.path("b/ref/tests/windows/tests.txt"), "w") as file:
            file.write("".join(name + "\n" for name in tests))
        return ["sh", os.path.join(PROJECT, "tools/windows.sh"), self.path("b")], self.path("bin") + ":" + os.environ["PATH"]

    def test_of_windows(self):
        for tests in [], ["a_test"]:  # a server in the background; a test that is waited for
            with self.subTest(tests=tests):
                words, path = self.windows(SERVER, tests)
                self.end(words, signal.SIGTERM, PATH=path)
                self.assertEqual(self.read("wineserver"), "-k\n")
                os.remove(self.path("wineserver"))

    def test_what_windows_says(self):
        says = 'case $1 in *good*) printf "1 case\\r\\npassed\\r\\n" ;; *bad*) echo "x.c:1: wrong"; exit 1 ;; *) exit 1 ;; esac\n'
        words, path = self.windows(says, ["good", "bad", "mute"])
        status, said = self.run_script(*words, FOLDER=self.folder, PATH=path)
        self.assertEqual(status, 1, said)
        for row in ("good +passed: 1 case", "bad +failed: x.c:1: wrong", "mute +failed: it said nothing", "echo +failed: "):
            self.assertRegex(said, "(?m)^" + row)

    def test_no_tests_are_no_success(self):
        # Whatever the examples do: they say what is expected of them.
        says = '''case $1 in
*_server.exe | *_server_dual.exe) echo "Listening on ('127.0.0.1', 2)"; exec sleep 97 ;;
*sniffer.exe) echo "OSError: EPROTONOSUPPORT" ;;
*create_connection.exe) printf Hello ;;
*echo_client.exe) [ "$3" = 1 ] && echo "ConnectionRefusedError: Connection refused" || echo "Received 'Hello, world'" ;;
*good.exe) echo passed ;;
*) echo "Received 'Hello, world'" ;;
esac
'''
        for tests, wanted in (["good"], 0), ([], 1), (None, 1):
            words, path = self.windows(says, tests or [])
            if tests is None:
                os.remove(self.path("b/ref/tests/windows/tests.txt"))
            status, said = self.run_script(*words, FOLDER=self.folder, PATH=path)
            self.assertEqual(status, wanted, said)
            self.assertEqual([line.split()[:5] for line in said.splitlines() if "failed" in line and not line.startswith("windows: ")],
                             [["tests", "failed:", "no", "test", "in"]] * wanted, said)


if __name__ == "__main__":
    unittest.main()
