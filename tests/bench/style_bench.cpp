// SPDX-License-Identifier: MIT
// What a document costs to read and an expression to evaluate: style_bench [STYLE]
#include <riskmap/render/layer_type.hpp>
#include <riskmap/style/document.hpp>
#include <riskmap/style/parser.hpp>
#include <tests/bench/timing.hpp>

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace riskmap;

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

style::Expression compiled(const std::string& text) {
  std::vector<Mistake> mistakes;
  const auto node = style::Parser("expression", mistakes).parse(Json::parse(text));
  if (node == nullptr) throw std::runtime_error(mistakes.front().message);
  return style::Expression(node);
}

const char* const expressions[] = {
    R"(["get", "killed"])",
    R"(["interpolate", ["linear"], ["zoom"], 4, 1, 10, 3, 14, 8])",
    R"(["match", ["get", "kind"], "port", "#123456", "dam", "#234567", "#345678"])",
    R"(["all", [">", ["to-number", ["get", "killed"]], 5], ["==", ["get", "kind"], "port"]])",
    R"(["concat", ["upcase", ["get", "kind"]], " ", ["number-format", ["get", "killed"], {"max-fraction-digits": 1}]])",
};

}  // namespace

int main(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : std::string(RISKMAP_SOURCE_DIR) + "/styles/briefing.json";
  const auto text = read(path);
  const double parsing =
      bench::least_seconds([&] { style::Document::parse(parse_json(text, path), render::layer_specs()); });
  fmt::print("{}: {:.1f} ms\n\n{:>8}\n", path, 1e3 * parsing, "ns");
  const model::FeatureLayer layer{"sites", {"kind", "killed"}, {}};
  const model::Feature feature{{}, {std::string("port"), 12.5}, {}, 0};
  constexpr int count = 100'000;
  for (const char* one : expressions) {
    const auto expression = compiled(one);
    const double seconds = bench::least_seconds([&] {
      style::EvaluationContext context{.layer = &layer, .feature = &feature};
      for (int i = 0; i < count; ++i) {
        context.zoom = 4 + i % 10;
        expression.evaluate(context);
      }
    });
    fmt::print("{:>8.0f}  {}\n", 1e9 * seconds / count, one);
  }
}
