// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <span>
#include <string>
#include <vector>

namespace riskmap::style {

/// One class of a ramp: values from `lower` up to but not including `upper` in one colour.
struct RampClass {
  double lower = 0, upper = 0;  ///< upper is infinite for the last
  Color color;
};

/// The classes a ramp draws, ascending. Two stops of one colour are a class; a stop whose neighbours differ is taken
/// for a class up to the next, so a smooth ramp gives one class a stop. What is transparent, or begins at 0 or below,
/// is none.
std::vector<RampClass> classes_of(const Ramp& ramp);

/// Classes as a `color-relief-color` that can be pasted into a document: pairs of stops, so that classes are hard,
/// transparent at 0 and at one step. The stop that ends a class lies a ten-thousandth of the next class's decade below
/// it, or one `step` if that is more: what lies between is mixed. The last class is the last stop.
/// \pre the first lower is at least least_lower(step), each further at least two steps more; step > 0
Json color_relief_ramp(std::span<const RampClass> classes, double step);
/// Where the first class may begin, so that one step is transparent and the class is hard: a round number of 2 to 5
/// steps.
double least_lower(double step);

/// Pale yellow over orange to dark red, `count` (2 to 9) of the colours of the default map: ordered in lightness, so
/// they keep their order in grey, in print and for people who do not see red or green.
std::vector<Color> sequential_colors(std::size_t count);

/// "#ffcc00", with alpha "#ffcc0080".
std::string to_hex(const Color& color);
/// "0.005 – 0.01", the last "1 and more", as legends say it.
std::string label_of(const RampClass& entry);

}  // namespace riskmap::style
