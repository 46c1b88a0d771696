// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/ramp_classes.hpp>

#include <string>
#include <string_view>

namespace riskmap::render::detail {

/// What a legend says by itself, in a map's language; in English where it has no words. {narrowest}, {half-life} and
/// such are filled in by the legend.
struct LegendWords {
  std::string_view few_events, none_in_reach;
  std::string_view rate, weighted_rate;  ///< titles
  std::string_view half_life, unit, smoothed, vague, caution;
  std::string_view below, above;   ///< of a class without lower or upper edge; {} is the other
  std::string_view between_notes;  ///< sentences of one paragraph

  std::string under(double upper) const;
  std::string label_of(const style::RampClass& entry) const;
};
const LegendWords& legend_words(std::string_view language);

}  // namespace riskmap::render::detail
