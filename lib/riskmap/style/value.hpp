// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/model/value.hpp>
#include <riskmap/style/type.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace riskmap::style {

/// sRGB with alpha, each in [0, 1], not premultiplied.
struct Color {
  double r = 0, g = 0, b = 0, a = 1;
  friend bool operator==(const Color&, const Color&) = default;
};
/// CSS colours as the spec allows them: #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla(), names.
std::optional<Color> parse_color(std::string_view text);
/// "rgba(255,0,0,1)", as the spec's to-string writes it.
std::string to_text(const Color& color);
/// Linear in premultiplied RGBA, as MapLibre's shader mixes the stops of a color-relief ramp.
Color mix(const Color& a, const Color& b, double t);
/// Linear in each of r, g, b, a by itself, as the specification's `interpolate` operator mixes (style-spec 26.6).
Color mix_straight(const Color& a, const Color& b, double t);

/// One run of a `format` expression.
struct Section {
  std::string text;
  double scale = 1.0;
  std::string fonts = {};  ///< a text-font stack joined by commas; empty: the layer's
  std::optional<Color> color = {};
  std::string image = {};
  std::string vertical_align = {};                                        ///< "bottom", "center", "top"; empty: bottom
  bool has_scale = false, has_fonts = false, has_vertical_align = false;  ///< whether the document says it
  bool image_available = false;
};
bool operator==(const Section& a, const Section& b);
struct Formatted {
  std::vector<Section> sections;
  std::string text() const;
  friend bool operator==(const Formatted&, const Formatted&) = default;
};
/// What an "image" expression yields; `available` only if the context knows the images there are.
struct Image {
  std::string name;
  bool available = false;
  friend bool operator==(const Image&, const Image&) = default;
};

class Collator;  // style/detail/collator.hpp

struct Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;

/// What an expression yields.
struct Value {
  std::variant<std::monostate, bool, double, std::string, Color, Formatted, Image, std::shared_ptr<const Array>,
               std::shared_ptr<const Object>, std::shared_ptr<const Collator>>
      data;

  Value() = default;
  template <typename T>
  requires(!std::is_same_v<std::decay_t<T>, Value>) Value(T&& value)
      : data(std::forward<T>(value)) {}  // NOLINT(google-explicit-constructor): a Value is any of these
  template <typename T>
  const T* get() const {
    return std::get_if<T>(&data);
  }
  bool is_null() const { return std::holds_alternative<std::monostate>(data); }
};
/// Deep: arrays and objects by what they hold.
bool operator==(const Value& a, const Value& b);
Value make_array(Array items);
Value make_object(Object members);
Value from_model(const model::Value& value);
Value from_json(const Json& json);
/// As ECMAScript's JSON.stringify writes what the specification's reference yields: a colour is {"r", "g", "b", "a"},
/// premultiplied; NaN and infinities are null.
Json to_json(const Value& value);
/// The same as the specification's own test files write a value of that static type: a colour is [r, g, b, a], the
/// special arrays (padding …) are {"values": […]}.
Json to_json(const Value& value, const Type& type);
/// The kind of its type in the specification's words: "null", "array", "resolvedImage" …
std::string type_name(const Value& value);
/// As the spec's to-string.
std::string to_text(const Value& value);
/// As ECMAScript's JSON.stringify.
std::string to_stringified(const Value& value);
/// As ECMAScript's String(value): an array is its items joined by commas, an object "[object Object]".
std::string to_script_text(const Value& value);

}  // namespace riskmap::style
