#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every verb answers -h, and has a man page that names every option."""
import re
import support


class HelpTest(support.ToolTest):
    def test_the_overview_names_every_verb(self):
        out, _ = self.run_tool("--help")
        listed = re.findall(r"^  (\w+)  ", out.split("Verbs:")[1], re.MULTILINE)
        self.assertEqual(sorted(listed), support.VERBS)

    def test_version(self):
        out, _ = self.run_tool("--version")
        self.assertRegex(out, r"^riskmap \d+\.\d+\.\d+\n$")

    def test_every_verb_answers_both_spellings_on_stdout(self):
        for verb in support.VERBS:
            with self.subTest(verb):
                long, err = self.run_tool(verb, "--help")
                short, _ = self.run_tool(verb, "-h")
                self.assertEqual((long, err), (short, ""))
                self.assertIn(f"Usage: riskmap {verb} ", long)

    def test_every_verb_has_a_man_page_that_names_its_options(self):
        common = (support.ROOT / "tools/man/common-options.md").read_text(encoding="utf-8")
        overview = (support.ROOT / "tools/man/riskmap.md").read_text(encoding="utf-8")
        for verb in support.VERBS:
            with self.subTest(verb):
                page = (support.ROOT / f"tools/man/riskmap-{verb}.md").read_text(encoding="utf-8")
                self.assertIn(f"**{verb}**", overview)
                out, _ = self.run_tool(verb, "--help")
                options = re.findall(r"^  (?:-\w,)?(--[\w-]+)", out, re.MULTILINE)
                missing = [option for option in options if f"**{option}**" not in page + common]
                self.assertEqual(missing, [], f"riskmap-{verb}.md does not explain them")

    def test_no_man_page_names_an_option_that_is_not_there(self):
        for verb in support.VERBS:
            with self.subTest(verb):
                page = (support.ROOT / f"tools/man/riskmap-{verb}.md").read_text(encoding="utf-8")
                out, _ = self.run_tool(verb, "--help")
                unknown = [option for option in re.findall(r"^\*\*.*?(--[\w-]+)\*\*", page, re.MULTILINE) if option not in out]
                self.assertEqual(unknown, [])


if __name__ == "__main__":
    support.main()
