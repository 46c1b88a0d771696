#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`riskmap eval`: what an expression yields, in the shapes of the specification's own tests; hostile files end with exit 2."""
import json
import pathlib
import unittest

import support

CASES = pathlib.Path(__file__).resolve().parents[1] / "style/cases"


class EvalTest(support.ToolTest):
    def case(self, content):
        self.write("case.json", content if isinstance(content, str) else json.dumps(content))
        return "case.json"

    def evaluate(self, expression, **more):
        return self.run_json("eval", self.case({"expression": expression, **more}))

    def refused(self, content):
        return self.run_tool("eval", self.case(content), code=2)[1]

    def test_what_compiles_and_what_it_yields(self):
        answer = self.evaluate(["*", ["get", "width"], 2], propertySpec={"type": "number"},
                               inputs=[[{"zoom": 5}, {"properties": {"width": 1.5}}], [{}, {"properties": {"width": "wide"}}]])
        self.assertEqual(answer["compiled"],
                         {"result": "success", "isFeatureConstant": False, "isZoomConstant": True, "type": "number"})
        self.assertEqual(answer["outputs"],
                         [3, {"error": "Expected value to be of type number, but found string instead."}])

    def test_mistakes_are_answers(self):
        self.assertEqual(self.evaluate(["+", 1, "x"]), {
            "compiled": {"result": "error", "errors": [{"key": "[2]", "error": "Expected number but found string instead."}]}})
        zoom = self.evaluate(["+", ["zoom"], 1], propertySpec={"type": "number"})
        self.assertIn('may only be used as input to a top-level', zoom["compiled"]["errors"][0]["error"])

    def test_values_of_every_shape(self):
        def output(expression, spec):
            return self.evaluate(expression, propertySpec={"type": spec}, inputs=[[{}, {}]])["outputs"][0]
        self.assertEqual(output("rgba(255,0,0,0.5)", "color"), [0.5, 0, 0, 0.5])
        self.assertEqual(output(["image", "a"], "resolvedImage"), {"name": "a", "available": False})
        self.assertEqual(output(["literal", [1, 2]], "padding"), {"values": [1, 2, 1, 2]})
        self.assertEqual(output("a", "formatted")["sections"][0]["text"], "a")

    def test_the_plain_answer_is_the_same_json(self):
        name = self.case({"expression": ["pi"], "inputs": [[{}, {}]]})
        self.assertEqual(json.loads(self.run_tool("eval", name)[0]), self.run_json("eval", name))

    def test_a_list_is_answered_by_a_list(self):
        cases = json.loads((CASES / "equal.json").read_text(encoding="utf-8"))
        answers = self.run_json("eval", self.case([{k: v for k, v in case.items() if k != "expected"} for case in cases]))
        self.assertEqual(answers, [case["expected"] for case in cases])

    def test_hostile_files_are_refused_with_their_place(self):
        self.assertIn("case.json:1:", self.refused("{"))
        self.assertIn("expression", self.refused({"inputs": []}))
        self.assertIn("inputs", self.refused({"expression": 1, "inputs": 5}))
        self.assertIn("inputs[0]", self.refused({"expression": 1, "inputs": [[1]]}))
        self.assertIn("propertySpec", self.refused({"expression": 1, "propertySpec": "number"}))
        self.assertIn("canonicalID", self.refused({"expression": 1, "inputs": [[{"canonicalID": {"z": 99}}, {}]]}))
        tile, point = {"canonicalID": {"z": 1, "x": 0, "y": 0}}, {"geometry": {"type": "Point", "coordinates": "x"}}
        self.assertIn("geometry", self.refused({"expression": 1, "inputs": [[tile, point]]}))
        self.refused('{"expression": ' + "[" * 100000 + "}")
        self.refused("[" * 150 + "]" * 150)
        self.assertEqual(self.run_tool("eval", "missing.json", code=2)[0], "")

    def test_endless_work_is_a_mistake_of_the_expression(self):
        deep = ["get", "n"]
        for _ in range(60):
            deep = ["let", "x", deep, ["+", ["var", "x"], ["var", "x"]]]
        self.assertIn("steps", self.evaluate(deep)["compiled"]["errors"][0]["error"])
        wrong = ["all", True, "a"]
        for _ in range(90):
            wrong = ["all", True, wrong]
        self.assertEqual(self.evaluate(wrong)["compiled"]["result"], "error")
        huge = self.evaluate(["length", ["literal", list(range(300000))]], inputs=[[{}, {}]])
        self.assertEqual(huge["outputs"], [300000])


if __name__ == "__main__":
    unittest.main()
