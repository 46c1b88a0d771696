// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/json_words.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

struct SectionNodes {
  NodePtr content, scale = {}, fonts = {}, color = {}, vertical_align = {};
};

std::vector<NodePtr> children_of(const std::vector<SectionNodes>& sections) {
  std::vector<NodePtr> children;
  for (const auto& section : sections) {
    for (const auto& node : {section.content, section.scale, section.fonts, section.color, section.vertical_align}) {
      if (node) children.push_back(node);
    }
  }
  return children;
}

std::string joined(const Array& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : ",") + to_text(items[i]);
  return out;
}

void add_align(const SectionNodes& nodes, const EvaluationContext& context, Section& section) {
  section.has_vertical_align = nodes.vertical_align != nullptr;
  if (nodes.vertical_align) section.vertical_align = string_in(nodes.vertical_align->evaluate(context));
}

Section evaluate_section(const SectionNodes& nodes, const EvaluationContext& context) {
  const auto content = nodes.content->evaluate(context);
  Section section;
  if (const auto* image = content.get<Image>()) {
    section.image = image->name;
    section.image_available = image->available;
    add_align(nodes, context, section);
    return section;
  }
  section.text = to_text(content);
  if (nodes.scale) section.scale = number_in(nodes.scale->evaluate(context)), section.has_scale = true;
  if (nodes.fonts) section.fonts = joined(*array_in(nodes.fonts->evaluate(context))), section.has_fonts = true;
  if (nodes.color) section.color = color_in(nodes.color->evaluate(context));
  add_align(nodes, context, section);
  return section;
}

class Format final : public Node {
 public:
  explicit Format(std::vector<SectionNodes> sections)
      : Node(Kind::formatted, children_of(sections)), m_sections(std::move(sections)) {}
  Value evaluate(const EvaluationContext& context) const override {
    Formatted out;
    for (const auto& section : m_sections) out.sections.push_back(evaluate_section(section, context));
    return out;
  }

 private:
  std::vector<SectionNodes> m_sections;
};

// The reference places every mistake in a section at the first.
constexpr std::size_t place_of_sections = 1;

NodePtr parse_content(const Parser& parser, const Json& json) {
  auto content = parser.parse(json, place_of_sections, Kind::value);
  if (!content) return nullptr;
  const auto kind = content->type().kind;
  if (kind == Kind::string || kind == Kind::value || kind == Kind::null || kind == Kind::image) return content;
  return parser.error("Formatted text type must be 'string', 'value', 'image' or 'null'.");
}

bool parse_options(const Parser& parser, const Json& options, SectionNodes& section) {
  const auto read = [&](const char* key, NodePtr& node, const Type& type) {
    if (!options.contains(key) || !is_truthy(options[key])) return true;
    node = parser.parse(options[key], place_of_sections, type);
    return node != nullptr;
  };
  const auto check_align = [&] {
    if (!options.contains("vertical-align") || !options["vertical-align"].is_string()) return true;
    const auto& align = options["vertical-align"].get_ref<const std::string&>();
    if (align.empty() || align == "bottom" || align == "center" || align == "top") return true;
    parser.error(
        fmt::format("'vertical-align' must be one of: 'bottom', 'center', 'top' but found '{}' instead.", align));
    return false;
  };
  return read("font-scale", section.scale, Kind::number) && read("text-font", section.fonts, array_of(Kind::string)) &&
         read("text-color", section.color, Kind::color) && check_align() &&
         read("vertical-align", section.vertical_align, Kind::string);
}

NodePtr parse_format(Parser& parser, const Json& expression) {
  if (expression.size() < 2) return parser.error("Expected at least one argument.");
  if (expression[1].is_object() || expression[1].is_null())
    return parser.error("First argument must be an image or text section.");
  std::vector<SectionNodes> sections;
  bool after_content = false;
  for (std::size_t i = 1; i < expression.size(); ++i) {
    if (after_content && expression[i].is_object()) {
      if (!parse_options(parser, expression[i], sections.back())) return nullptr;
      after_content = false;
      continue;
    }
    auto content = parse_content(parser, expression[i]);
    if (!content) return nullptr;
    sections.push_back({std::move(content)});
    after_content = true;
  }
  return std::make_shared<const Format>(std::move(sections));
}

}  // namespace

extern const Operator format{
    "format",
    "[\"format\", text, {\"font-scale\", \"text-font\", \"text-color\", \"vertical-align\"}?, ...] -> formatted",
    "Text in sections, each with its own size, fonts and colour.", parse_format};

}  // namespace riskmap::style::operators
