"""Texts that an adapter could send to get out of where a report shows them."""

HTML = ("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)", "<!--<script>", "]]></script>", "&lt;b&gt;&#60;", "javascript:alert(1)",
        "<a href=\"javascript:alert(1)\">", "</style><style>*{display:none}")
TERMINAL = ("\x1b[2J\x1b]0;title\x07", "\x1b[31mred", "\x9b31m", "\r\x08\x7f")
INVISIBLE = ("\u202eevil", "\u2066a\u2069", "\u200b\ufeff", "\u2028\u2029", "a\x00b", "\ud800", "\udcff", "\ufffe\uffff",
             "\U000e0041")
MARKUP = ("`|`", "|a|b|", "``` x", "[x](http://example.org)", "# SKIP", "# TODO because", "\\# not", "ok 1\nnot ok 2",
          "]]>", "'single' and ''two''", "\\|", "@everyone", "---\n...\n")
ALL = HTML + TERMINAL + INVISIBLE + MARKUP
