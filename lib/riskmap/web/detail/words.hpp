// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/poster/facts.hpp>
#include <riskmap/render/legend.hpp>

#include <string>

namespace riskmap::web::detail {

/// The same facts as on a poster; those of a frame on paper mean nothing here.
poster::Facts facts_of(const map::Scene& scene);
/// What the page says of the map below its title, as plain text: "48 listed events, 1 January 2015 to 1 June 2025".
/// Empty for a map without a risk surface.
std::string summary(const map::Scene& scene);
/// The page's small print as HTML paragraphs: method, data, borders.
std::string small_print(const poster::Facts& facts);
/// The legend for those who cannot see it, as plain text.
std::string in_words(const render::Legend& legend);
/// "1 June 2025": the day that holds the moment.
std::string to_day(Days moment);

}  // namespace riskmap::web::detail
