// SPDX-License-Identifier: MIT
#include <riskmap/density/bandwidth.hpp>
#include <riskmap/density/detail/bandwidth_rules.hpp>
#include <riskmap/density/detail/cross_validation.hpp>
#include <riskmap/density/detail/event.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <utility>

namespace riskmap::density {
namespace {

using detail::CrossValidation;

constexpr std::size_t grid_points = 25, golden_sections = 10;

void check(const EstimateOptions& options, const model::Area* study_area, Metres least, Metres most) {
  if (!(least > Metres(0.0)) || !(most > least) || !std::isfinite(most.value()))
    throw UsageError("bandwidth", "the search needs a least and a larger most bandwidth", "like 2km and 200km");
  if (!(options.until > options.from)) throw UsageError("as-of", "the window ends before it begins");
  if (options.edge != EdgeCorrection::none && study_area == nullptr)
    throw UsageError("edge", "an edge correction needs a study area", "name one, or write \"none\"");
}

/// What only a polygon tells of is as vague as a disc of its area.
Metres vagueness(const Event& event) {
  if (!event.known_to) return event.uncertainty;
  return std::max(event.uncertainty, Metres(std::sqrt(event.known_to->area() / std::numbers::pi)));
}

/// Coincident events once, with the largest of their weights and the best of their places, whatever their order.
std::vector<CrossValidation::Place> distinct_places(const std::vector<Event>& events) {
  std::map<std::pair<double, double>, CrossValidation::Place> places;
  for (const Event& event : events) {
    if (!(event.weight > 0.0)) continue;
    const CrossValidation::Place place{event.where, event.weight, vagueness(event)};
    const auto [found, is_new] = places.try_emplace({event.where.lat, event.where.lon}, place);
    if (is_new) continue;
    found->second.weight = std::max(found->second.weight, place.weight);
    found->second.uncertainty = std::min(found->second.uncertainty, place.uncertainty);
  }
  std::vector<CrossValidation::Place> distinct;
  for (const auto& [key, place] : places) distinct.push_back(place);
  return distinct;
}

/// One search: the events, and the curve the two cross-validations share.
class Search {
 public:
  Search(const std::vector<model::Incident>& incidents, const model::Area* study_area, const EstimateOptions& options,
         Metres least, Metres most, Progress* progress)
      : m_options(options), m_area(study_area), m_least(least), m_most(most), m_progress(progress) {
    check(options, study_area, least, most);
    Report report;
    const auto events = detail::admit(incidents, study_area, options, report);
    m_events = events.size();
    m_places = distinct_places(events);
    if (m_places.size() < 3)
      throw DataError("incidents", fmt::format("they lie at {} distinct place{}: a bandwidth is chosen from at least 3",
                                               m_places.size(), m_places.size() == 1 ? "" : "s"));
    m_spread = detail::spread_of(events);
  }

  Selection select(const std::string& method) {
    if (method == "lscv" || method == "lcv") return cross_validate(method);
    return by_rule(method);
  }

 private:
  Selection proposal(const std::string& method, Metres sigma) const {
    const double variance = find_kernel(m_options.kernel).variance;
    return {.method = method, .sigma = sigma, .bandwidth = sigma / std::sqrt(variance), .curve = {}, .note = {}};
  }

  Selection by_rule(const std::string& method) const {
    const double sigma = method == "scott"       ? detail::scott(m_spread)
                         : method == "silverman" ? detail::silverman(m_spread)
                                                 : detail::oversmoothing(m_spread);
    if (!(sigma > 0.0))
      throw DataError("incidents", "they all lie on one line: " + method + " has no answer", "name a bandwidth");
    Selection out = proposal(method, Metres(sigma));
    out.note = fmt::format("takes {} events (as good as {:.1f} of equal weight) for one normal cluster", m_events,
                           m_spread.effective_count);
    if (method == "oversmoothing") out.note += "; hardly any list needs more";
    return out;
  }

  Selection cross_validate(const std::string& method) {
    if (m_grid.empty()) walk_grid();
    const double sign = method == "lscv" ? -1.0 : 1.0;  // the best is the highest
    const auto value = [&](const CrossValidation::Scores& s) {
      return method == "lscv" ? s.least_squares : s.likelihood;
    };
    std::vector<Selection::Point> curve;
    for (std::size_t i = 0; i < m_grid.size(); ++i)
      if (std::isfinite(value(m_scores[i]))) curve.push_back({m_grid[i], value(m_scores[i])});
    if (curve.empty())
      throw DataError("incidents", fmt::format("an edge factor passes 10 at every bandwidth from {}", limits_text()),
                      "a smaller least bandwidth, a wider study area, or \"edge\": \"none\"");
    const Metres best = refine(curve, sign, value);
    Selection out = proposal(method, Metres(0.0));
    out.bandwidth = best;
    out.sigma = best * std::sqrt(find_kernel(m_options.kernel).variance);
    judge(out, curve);
    out.curve = std::move(curve);
    return out;
  }

  void walk_grid() {
    const double extent = m_area != nullptr ? m_area->area() : m_spread.extent(m_least);
    m_validation = std::make_unique<CrossValidation>(m_places, m_options, m_area, extent, m_least, m_most);
    const double step = std::log(m_most / m_least) / static_cast<double>(grid_points - 1);
    for (std::size_t i = 0; i < grid_points; ++i)
      m_grid.push_back(i + 1 == grid_points ? m_most : m_least * std::exp(step * static_cast<double>(i)));
    if (m_progress) m_progress->start("cross-validating", grid_points + golden_sections, "bandwidths");
    m_scores = m_validation->scores(m_grid);
    if (m_progress) m_progress->advance(grid_points);
  }

  /// Golden sections (Kiefer 1953) in log bandwidth between the neighbours of the curve's best.
  template <typename TValue>
  Metres refine(const std::vector<Selection::Point>& curve, double sign, TValue&& value) {
    const auto better = [sign](const auto& a, const auto& b) { return sign * a.score < sign * b.score; };
    const auto best = static_cast<std::size_t>(std::max_element(curve.begin(), curve.end(), better) - curve.begin());
    double low = std::log(curve[best == 0 ? 0 : best - 1].bandwidth.value());
    double high = std::log(curve[std::min(best + 1, curve.size() - 1)].bandwidth.value());
    Selection::Point found = curve[best];
    const auto score_at = [&](double log_bandwidth) {
      const Metres bandwidth(std::exp(log_bandwidth));
      const double score = value(m_validation->scores({bandwidth}).front());
      if (m_progress) m_progress->advance(1);
      if (sign * score > sign * found.score) found = {bandwidth, score};
      return std::isfinite(score) ? sign * score : -std::numeric_limits<double>::infinity();
    };
    constexpr double golden = std::numbers::phi - 1.0;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double at_a = score_at(a), at_b = score_at(b);
    for (std::size_t i = 2; i < golden_sections; ++i) {
      if (at_a > at_b) {
        high = b, b = a, at_b = at_a;
        a = high - golden * (high - low), at_a = score_at(a);
      } else {
        low = a, a = b, at_a = at_b;
        b = low + golden * (high - low), at_b = score_at(b);
      }
    }
    if (m_progress) m_progress->finish();
    return found.bandwidth;
  }

  /// What must be said with it.
  void judge(Selection& out, const std::vector<Selection::Point>& curve) const {
    const double near = std::exp(0.1 * std::log(m_most / m_least) / static_cast<double>(grid_points - 1));
    const Metres lowest = curve.front().bandwidth, highest = curve.back().bandwidth;
    const auto km = [](Metres length) { return fmt::format("{:.3g} km", length.value() / 1000.0); };
    out.at_limit = out.bandwidth <= lowest * near || out.bandwidth * near >= highest;
    if (out.bandwidth <= lowest * near)
      out.note =
          fmt::format("on the lower limit of the search ({}), the curve still rises towards it: no answer", km(lowest));
    else if (out.at_limit && highest < m_most)
      out.note = fmt::format("the widest the edge correction allows ({}, an edge factor passes 10 beyond): no answer",
                             km(highest));
    else if (out.at_limit)
      out.note = fmt::format("on the upper limit of the search ({}), the curve still rises towards it: no answer",
                             km(highest));
    else
      out.note = fmt::format("{} distinct places, each foretold by the others", m_places.size());
  }

  std::string limits_text() const {
    return fmt::format("{:.3g} to {:.3g} km", m_least.value() / 1000.0, m_most.value() / 1000.0);
  }

  const EstimateOptions& m_options;
  const model::Area* m_area;
  Metres m_least, m_most;
  Progress* m_progress;
  std::size_t m_events = 0;
  std::vector<CrossValidation::Place> m_places;
  detail::Spread m_spread;
  std::unique_ptr<CrossValidation> m_validation;
  std::vector<Metres> m_grid;
  std::vector<CrossValidation::Scores> m_scores;
};

}  // namespace

const std::vector<std::string>& bandwidth_methods() {
  static const std::vector<std::string> methods{"scott", "silverman", "oversmoothing", "lscv", "lcv"};
  return methods;
}

Selection select_bandwidth(std::string_view method, const std::vector<model::Incident>& incidents,
                           const model::Area* study_area, const EstimateOptions& options, Metres least, Metres most,
                           Progress* progress) {
  const auto& methods = bandwidth_methods();
  const auto found = std::find(methods.begin(), methods.end(), method);
  if (found == methods.end())
    throw UsageError("bandwidth", fmt::format("there is no method '{}'", printable(std::string(method), 40)),
                     fmt::format("there are: {}", fmt::join(methods, ", ")));
  return Search(incidents, study_area, options, least, most, progress).select(*found);
}

std::vector<Selection> select_bandwidths(const std::vector<model::Incident>& incidents, const model::Area* study_area,
                                         const EstimateOptions& options, Metres least, Metres most,
                                         Progress* progress) {
  Search search(incidents, study_area, options, least, most, progress);
  std::vector<Selection> selections;
  for (const std::string& method : bandwidth_methods()) {
    try {
      selections.push_back(search.select(method));
    } catch (const DataError& error) {
      if (progress) progress->note(fmt::format("{}: {}", method, error.what()));
    }
  }
  return selections;
}

}  // namespace riskmap::density
