// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

// An empty separator parts the characters, as in ECMAScript: there by UTF-16 units, here by code points, since UTF-8
// writes no half of a character.
Array characters_of(const std::string& text) {
  Array characters;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    characters.emplace_back(text.substr(begin, i - begin));
    begin = i;
  }
  return characters;
}

Array parts_of(const std::string& text, const std::string& separator) {
  if (separator.empty()) return characters_of(text);
  Array parts;
  std::size_t begin = 0;
  for (auto found = text.find(separator); found != std::string::npos; found = text.find(separator, begin)) {
    parts.emplace_back(text.substr(begin, found - begin));
    begin = found + separator.size();
  }
  parts.emplace_back(text.substr(begin));
  return parts;
}

NodePtr parse_split(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    const auto text = string_in(arguments[0]->evaluate(context));
    return make_array(parts_of(text, string_in(arguments[1]->evaluate(context))));
  };
  static const auto strings = array_of(Kind::string);
  return parse_compound(parser, expression, strings, {{{Kind::string, Kind::string}, evaluate}});
}

}  // namespace

extern const Operator split{"split", "[\"split\", string, string] -> array<string>",
                            "The parts of the first string between the places where the second stands in it.",
                            parse_split};

}  // namespace riskmap::style::operators
