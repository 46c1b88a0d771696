// SPDX-License-Identifier: MIT
#include <riskmap/base/json.hpp>

#include <riskmap/base/error.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(json)

using namespace riskmap;
using riskmap::test::error_text;

namespace {

std::string mistake(const std::string& text) {
  return error_text<StyleError>([&] { parse_json(text, "a.json"); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_value_has_its_place) {
  const auto text =
      parse_json("{\"a\": [1, -2.5e3,\n  \"x\\\"y\\\\\", {\"b\": null}],\n \"c\" : true ,\n\t\"d\":\"\"}", "a.json");
  BOOST_TEST(text.place("") == "a.json:1:1");
  BOOST_TEST(text.place("a") == "a.json:1:2: a");
  BOOST_TEST(text.place("a[0]") == "a.json:1:8: a[0]");
  BOOST_TEST(text.place("a[1]") == "a.json:1:11: a[1]");
  BOOST_TEST(text.place("a[2]") == "a.json:2:3: a[2]");
  BOOST_TEST(text.place("a[3]") == "a.json:2:13: a[3]");
  BOOST_TEST(text.place("a[3].b") == "a.json:2:14: a[3].b");
  BOOST_TEST(text.place("c") == "a.json:3:2: c");
  BOOST_TEST(text.place("d") == "a.json:4:2: d");
}

BOOST_AUTO_TEST_CASE(what_has_no_place_takes_that_of_the_nearest_value_around_it) {
  const auto text = parse_json("{\n\"a\": [1,\n[2]]}", "a.json");
  BOOST_TEST(text.place("a[1][7].x") == "a.json:3:1: a[1][7].x");
  BOOST_TEST(text.place("a.b") == "a.json:2:1: a.b");
  BOOST_TEST(text.place("z") == "a.json:1:1: z");
  BOOST_TEST(parse_json("5", "n").place("") == "n:1:1");
}

BOOST_AUTO_TEST_CASE(elements_of_arrays_are_placed_whatever_they_are) {
  const auto text = parse_json("[true, false,null ,\"a\", 0.5]", "a.json");
  BOOST_TEST(text.place("[0]") == "a.json:1:2: [0]");
  BOOST_TEST(text.place("[1]") == "a.json:1:8: [1]");
  BOOST_TEST(text.place("[2]") == "a.json:1:14: [2]");
  BOOST_TEST(text.place("[3]") == "a.json:1:20: [3]");
  BOOST_TEST(text.place("[4]") == "a.json:1:25: [4]");
}

BOOST_AUTO_TEST_CASE(the_order_of_keys_is_kept_and_a_byte_order_mark_is_skipped) {
  const auto text = parse_json("\xEF\xBB\xBF{\"z\":1,\"a\":{\"y\":2,\"b\":3}}", "a.json");
  BOOST_TEST(text.value.dump() == R"({"z":1,"a":{"y":2,"b":3}})");
  BOOST_TEST(text.place("z") == "a.json:1:2: z");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_refused_with_its_place) {
  BOOST_TEST(mistake("{\"a\": 1,\n \"b\": }").starts_with("a.json:2:7: not valid JSON: "));
  BOOST_TEST(mistake("").starts_with("a.json:1:1: not valid JSON: "));
  BOOST_TEST(mistake("[1,]").starts_with("a.json:1:4: not valid JSON: "));
  BOOST_TEST(mistake("{} x").starts_with("a.json:1:4: not valid JSON: "));
  BOOST_TEST(mistake("// no\n{}").starts_with("a.json:1:1: not valid JSON: "));
  BOOST_TEST(mistake("[\"\xFF\"]") ==
             "a.json:1:3: not valid JSON: invalid string: ill-formed UTF-8 byte; last read: '\"\\xff'");
  BOOST_TEST(mistake("[NaN]").starts_with("a.json:1:"));
  BOOST_TEST(mistake("[1e999]").starts_with("a.json:1:"));
}

BOOST_AUTO_TEST_CASE(a_key_that_stands_twice_is_refused) {
  BOOST_TEST(mistake("{\"a\": {\"b\": 1,\n\"b\": 2}}") == "a.json:2:1: a.b: the key \"b\" stands twice, first at 1:8");
}

BOOST_AUTO_TEST_CASE(depth_is_limited) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  BOOST_TEST(parse_json(nested(200), "a.json").value.is_array());
  BOOST_TEST(mistake(nested(201)).find("nested more than 200 levels deep") != std::string::npos);
  BOOST_TEST(mistake(std::string(1000000, '[')).find("nested more than 200 levels deep") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_keys_are_read_in_reasonable_time) {
  std::string text = "{";
  for (int i = 0; i < 50000; ++i) text += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + std::to_string(i);
  BOOST_TEST(parse_json(text + "}", "a.json").value.size() == 50000U);
}

BOOST_AUTO_TEST_CASE(paths_are_found_and_set) {
  auto root = Json::parse(R"({"metadata":{"riskmap:surfaces":{"risk":{"bandwidth":"60km"}}},"layers":[{"id":"a"}]})");
  BOOST_REQUIRE(find_path(root, "metadata.riskmap:surfaces.risk.bandwidth") != nullptr);
  BOOST_TEST(*find_path(root, "layers[0].id") == "a");
  BOOST_TEST(find_path(root, "layers[1].id") == nullptr);
  BOOST_TEST(find_path(root, "layers.id") == nullptr);
  BOOST_TEST(find_path(root, "metadata[0]") == nullptr);
  BOOST_TEST(find_path(root, "") == &root);
  set_path(root, "metadata.riskmap:surfaces.risk.bandwidth", "25km");
  set_path(root, "layers[0].paint.line-width", 2);
  BOOST_TEST(
      root.dump() ==
      R"({"metadata":{"riskmap:surfaces":{"risk":{"bandwidth":"25km"}}},"layers":[{"id":"a","paint":{"line-width":2}}]})");
}

BOOST_AUTO_TEST_CASE(paths_that_lead_nowhere_are_refused) {
  auto root = Json::parse(R"({"layers":[{"id":"a"}]})");
  BOOST_TEST(error_text<UsageError>([&] { set_path(root, "layers[7].id", 1); }).find("layers[7].id") !=
             std::string::npos);
  BOOST_TEST(error_text<UsageError>([&] { set_path(root, "layers[x]", 1); }) ==
             "'layers[x]' is not a path (write it like layers[2].paint.fill-color)");
  BOOST_TEST(error_text<UsageError>([&] { find_path(root, "layers[1"); }) ==
             "'layers[1' is not a path (write it like layers[2].paint.fill-color)");
}

BOOST_AUTO_TEST_CASE(files_are_read) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "a.json", "{\"a\":1}");
  BOOST_TEST(read_json(folder / "a.json").value["a"] == 1);
  BOOST_TEST(error_text<UsageError>([&] { read_json(folder / "none.json"); }) ==
             (folder / "none.json").string() + ": cannot be read: no such file");
  BOOST_TEST(error_text<UsageError>([&] { read_json(folder.path()); }) ==
             folder.path().string() + ": cannot be read: no such file");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
