// SPDX-License-Identifier: MIT
#include <riskmap/style/value.hpp>

#include <riskmap/style/detail/collator.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::style {
namespace {

template <typename... TCases>
struct Overloaded : TCases... {
  using TCases::operator()...;
};
template <typename... TCases>
Overloaded(TCases...) -> Overloaded<TCases...>;

std::string quoted(const std::string& text) { return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace); }

Json number_json(double number) {
  // JSON has no -0, and a whole number is written without a point
  constexpr double exact = 9007199254740992.0;
  if (!std::isfinite(number)) return nullptr;
  if (number == std::floor(number) && std::abs(number) < exact) return static_cast<std::int64_t>(number);
  return number;
}

Json color_object(const Color& c) {
  return Json{{"r", number_json(c.r * c.a)},
              {"g", number_json(c.g * c.a)},
              {"b", number_json(c.b * c.a)},
              {"a", number_json(c.a)}};
}

Json section_json(const Section& section) {
  Json json = Json::object();
  json["text"] = section.text;
  json["image"] = section.image.empty() ? Json(nullptr) : to_json(Value(Image{section.image, section.image_available}));
  json["scale"] = section.has_scale ? number_json(section.scale) : Json(nullptr);
  json["fontStack"] = section.has_fonts ? Json(section.fonts) : Json(nullptr);
  json["textColor"] = section.color ? color_object(*section.color) : Json(nullptr);
  json["verticalAlign"] = section.has_vertical_align ? Json(section.vertical_align) : Json(nullptr);
  return json;
}

Json formatted_json(const Formatted& formatted) {
  Json sections = Json::array();
  for (const auto& section : formatted.sections) sections.push_back(section_json(section));
  return Json{{"sections", std::move(sections)}};
}

}  // namespace

std::string Formatted::text() const {
  std::string text;
  for (const auto& section : sections) text += section.text;
  return text;
}

bool operator==(const Section& a, const Section& b) {
  return a.text == b.text && a.scale == b.scale && a.has_scale == b.has_scale && a.fonts == b.fonts &&
         a.has_fonts == b.has_fonts && a.has_vertical_align == b.has_vertical_align && a.color == b.color &&
         a.image == b.image && a.image_available == b.image_available && a.vertical_align == b.vertical_align;
}

bool operator==(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return false;
  if (const auto* array = a.get<std::shared_ptr<const Array>>())
    return **array == **b.get<std::shared_ptr<const Array>>();
  if (const auto* object = a.get<std::shared_ptr<const Object>>())
    return **object == **b.get<std::shared_ptr<const Object>>();
  return a.data == b.data;
}

Value make_array(Array items) { return std::make_shared<const Array>(std::move(items)); }
Value make_object(Object members) { return std::make_shared<const Object>(std::move(members)); }

Value from_model(const model::Value& value) {
  return std::visit(
      Overloaded{[](std::monostate) { return Value(); }, [](const auto& scalar) { return Value(scalar); }}, value);
}

namespace {

// The reference's objects list keys that are array indices first, by their number.
std::optional<std::uint32_t> index_of_key(const std::string& key) {
  if (key.empty() || key.size() > 10 || (key[0] == '0' && key.size() > 1)) return std::nullopt;
  if (!std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  const auto number = std::stoull(key);
  return number < 4294967295U ? std::optional(static_cast<std::uint32_t>(number)) : std::nullopt;
}

void put_numbers_first(Object& members) {
  const auto others = std::stable_partition(members.begin(), members.end(),
                                            [](const auto& member) { return index_of_key(member.first).has_value(); });
  std::sort(members.begin(), others,
            [](const auto& a, const auto& b) { return *index_of_key(a.first) < *index_of_key(b.first); });
}

}  // namespace

Value from_json(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    Array items;
    for (const auto& item : json) items.push_back(from_json(item));
    return make_array(std::move(items));
  }
  if (json.is_object()) {
    Object members;
    for (const auto& [key, member] : json.items()) members.emplace_back(key, from_json(member));
    put_numbers_first(members);
    return make_object(std::move(members));
  }
  return {};
}

Json to_json(const Value& value) {
  return std::visit(
      Overloaded{[](std::monostate) { return Json(nullptr); }, [](bool truth) { return Json(truth); },
                 [](double number) { return number_json(number); }, [](const std::string& text) { return Json(text); },
                 [](const Color& c) { return color_object(c); },
                 [](const Formatted& formatted) { return formatted_json(formatted); },
                 [](const Image& image) {
                   return Json{{"name", image.name}, {"available", image.available}};
                 },
                 [](const std::shared_ptr<const Array>& items) {
                   Json json = Json::array();
                   for (const auto& item : *items) json.push_back(to_json(item));
                   return json;
                 },
                 [](const std::shared_ptr<const Object>& members) {
                   Json json = Json::object();
                   for (const auto& [key, member] : *members) json[key] = to_json(member);
                   return json;
                 },
                 [](const std::shared_ptr<const Collator>& collator) { return collator->json(); }},
      value.data);
}

Json to_json(const Value& value, const Type& type) {
  if (const auto* c = value.get<Color>(); c && type.is(Kind::color))
    return Json::array(
        {number_json(c->r * c->a), number_json(c->g * c->a), number_json(c->b * c->a), number_json(c->a)});
  const bool special = type.is(Kind::padding) || type.is(Kind::number_array) || type.is(Kind::color_array) ||
                       type.is(Kind::anchor_offsets);
  return special && !value.is_null() ? Json{{"values", to_json(value)}} : to_json(value);
}

std::string type_name(const Value& value) {
  const auto type = type_of(value);
  return type.is(Kind::array) ? "array" : type.text();
}

std::string to_stringified(const Value& value) {
  if (const auto* number = value.get<double>()) return std::isfinite(*number) ? number_text(*number) : "null";
  if (const auto* text = value.get<std::string>()) return quoted(*text);
  if (value.is_null()) return "null";
  if (const auto* truth = value.get<bool>()) return *truth ? "true" : "false";
  if (const auto* items = value.get<std::shared_ptr<const Array>>()) {
    std::string out = "[";
    for (const auto& item : **items) out += (out.size() > 1 ? "," : "") + to_stringified(item);
    return out + "]";
  }
  if (const auto* members = value.get<std::shared_ptr<const Object>>()) {
    std::string out = "{";
    for (const auto& [key, member] : **members)
      out += (out.size() > 1 ? "," : "") + quoted(key) + ":" + to_stringified(member);
    return out + "}";
  }
  return to_json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_script_text(const Value& value) {
  if (value.is_null()) return "null";
  if (value.get<std::shared_ptr<const Object>>()) return "[object Object]";
  const auto* items = value.get<std::shared_ptr<const Array>>();
  if (!items) return to_text(value);
  std::string out;
  for (std::size_t i = 0; i < (*items)->size(); ++i) {
    const auto& item = (**items)[i];
    out += (i == 0 ? "" : ",") + (item.is_null() ? std::string() : to_script_text(item));
  }
  return out;
}

std::string to_text(const Value& value) {
  return std::visit(
      Overloaded{[](std::monostate) { return std::string(); },
                 [](bool truth) { return std::string(truth ? "true" : "false"); },
                 [](double number) { return number_text(number); }, [](const std::string& text) { return text; },
                 [](const Color& color) { return to_text(color); },
                 [](const Formatted& formatted) { return formatted.text(); },
                 [](const Image& image) { return image.name; }, [&](const auto&) { return to_stringified(value); }},
      value.data);
}

}  // namespace riskmap::style
