// SPDX-License-Identifier: MIT
#include <riskmap/style/type.hpp>

#include <riskmap/style/value.hpp>

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace riskmap::style {
namespace {

constexpr std::array<std::string_view, 17> kind_names = {"null",
                                                         "number",
                                                         "string",
                                                         "boolean",
                                                         "color",
                                                         "object",
                                                         "value",
                                                         "array",
                                                         "error",
                                                         "collator",
                                                         "formatted",
                                                         "resolvedImage",
                                                         "padding",
                                                         "numberArray",
                                                         "colorArray",
                                                         "variableAnchorOffsetCollection",
                                                         "projectionDefinition"};

const Type& item_of(const Type& type) {
  static const Type any{Kind::value};
  return type.item ? *type.item : any;
}

bool is_subtype(const Type& expected, const Type& found) {
  if (found.is(Kind::error)) return true;
  if (expected.is(Kind::array)) {
    if (!found.is(Kind::array)) return false;
    const bool empty = found.length == 0U && item_of(found).is(Kind::value);
    return (empty || is_subtype(item_of(expected), item_of(found))) &&
           (!expected.length || expected.length == found.length);
  }
  if (expected.is(Kind::value)) return !found.is(Kind::collator);
  return expected.kind == found.kind;
}

}  // namespace

std::string Type::text() const {
  if (kind != Kind::array) return std::string(kind_names[static_cast<std::size_t>(kind)]);
  if (length) return fmt::format("array<{}, {}>", item_of(*this).text(), *length);
  return item_of(*this).is(Kind::value) ? "array" : fmt::format("array<{}>", item_of(*this).text());
}

Type array_of(Type item, std::optional<std::size_t> length) {
  Type type(Kind::array);
  type.item = std::make_shared<const Type>(std::move(item));
  type.length = length;
  return type;
}

bool is_same(const Type& a, const Type& b) {
  return a.kind == b.kind && (!a.is(Kind::array) || (a.item == b.item && a.length == b.length));
}

std::string why_not_subtype(const Type& expected, const Type& found) {
  if (is_subtype(expected, found)) return "";
  return fmt::format("Expected {} but found {} instead.", expected.text(), found.text());
}

namespace {

Type type_of_array(const Array& items) {
  std::optional<Type> common;
  for (const auto& item : items) {
    Type type = type_of(item);
    if (!common) {
      common = std::move(type);
    } else if (!is_same(*common, type)) {
      common = Type(Kind::value);
      break;
    }
  }
  return array_of(common.value_or(Kind::value), items.size());
}

}  // namespace

Type type_of(const Value& value) {
  if (const auto* array = value.get<std::shared_ptr<const Array>>()) return type_of_array(**array);
  constexpr std::array<Kind, 10> kinds = {Kind::null,      Kind::boolean, Kind::number, Kind::string, Kind::color,
                                          Kind::formatted, Kind::image,   Kind::array,  Kind::object, Kind::collator};
  return kinds[value.data.index()];
}

}  // namespace riskmap::style
