// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace riskmap::style {

struct Value;

/// The kinds of the style specification's static types, in its own words: image is "resolvedImage", anchor_offsets
/// "variableAnchorOffsetCollection", projection "projectionDefinition". A padding, number_array, color_array or
/// anchor_offsets is held as an array: one of numbers, of numbers, of colours, of names and pairs of numbers.
enum class Kind : std::uint8_t {
  null,
  number,
  string,
  boolean,
  color,
  object,
  value,
  array,
  error,
  collator,
  formatted,
  image,
  padding,
  number_array,
  color_array,
  anchor_offsets,
  projection
};

/// A static type of the expression language. `value` is the union of all that a property of a feature may hold.
struct Type {
  Kind kind = Kind::value;
  std::shared_ptr<const Type> item = {};   ///< of arrays
  std::optional<std::size_t> length = {};  ///< of arrays; absent: any

  Type() = default;
  Type(Kind k) : kind(k) {}  // NOLINT(google-explicit-constructor): a kind that is no array is a type
  bool is(Kind k) const { return kind == k; }
  /// "number", "array<string, 2>": the specification's words
  std::string text() const;
};
Type array_of(Type item, std::optional<std::size_t> length = {});

/// The specification's reference tells types apart by identity: two types of arrays are the same only if one was copied
/// from the other.
bool is_same(const Type& a, const Type& b);
/// Empty if `found` is a subtype of `expected`, else "Expected number but found string instead."
std::string why_not_subtype(const Type& expected, const Type& found);
/// The type of a value; arrays are typed by their items.
Type type_of(const Value& value);

}  // namespace riskmap::style
