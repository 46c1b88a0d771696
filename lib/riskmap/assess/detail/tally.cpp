// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/tally.hpp>

#include <riskmap/base/parallel.hpp>

#include <cmath>
#include <numeric>

namespace riskmap::assess::detail {
namespace {

constexpr double trust = 0.95;  // of f̂ in the gain: an event where a method said 0 must not cost infinitely much

const std::vector<CellShare>& shares_of(const CellEvent& event, Scoring scoring) {
  return scoring == Scoring::disc ? event.disc : event.point;
}

/// Σ share · value of its cell.
double mean_over(const std::vector<CellShare>& shares, const std::vector<double>& values) {
  double sum = 0.0;
  for (const auto& [cell, share] : shares) sum += share * values[cell];
  return sum;
}

/// Shares of the land at which curves are read: fine where it matters.
std::vector<double> curve_shares() {
  std::vector<double> shares;
  for (int i = 0; i <= 40; ++i) shares.push_back(0.0025 * i);
  for (int i = 1; i <= 90; ++i) shares.push_back(0.1 + 0.01 * i);
  return shares;
}

std::vector<double> cell_areas(const model::LandCells& cells) {
  std::vector<double> areas;
  for (const auto& cell : cells.cells()) areas.push_back(cell.area);
  return areas;
}

/// 0.95 f̂·|W| + 0.05 of each cell; 1 everywhere if the method says nothing.
std::vector<double> relative_density(const std::vector<double>& density, const model::LandCells& cells) {
  double mass = 0.0;
  for (std::size_t i = 0; i < density.size(); ++i) mass += density[i] * cells[i].area;
  std::vector<double> relative(density.size(), 1.0);
  if (!(mass > 0.0)) return relative;
  for (std::size_t i = 0; i < density.size(); ++i)
    relative[i] = trust * density[i] / mass * cells.total_area() + (1.0 - trust);
  return relative;
}

}  // namespace

Sums& Sums::operator+=(const Sums& other) {
  events += other.events, trained += other.trained, gain += other.gain;
  areas.resize(other.areas.size());
  for (std::size_t k = 0; k < areas.size(); ++k) {
    areas[k].hits += other.areas[k].hits;
    areas[k].adverse += other.areas[k].adverse;
    areas[k].most += other.areas[k].most;
    areas[k].trained += other.areas[k].trained;
    areas[k].flagged_km2 += other.areas[k].flagged_km2;
  }
  return *this;
}

struct Scorer::Judged {
  Ranking ranking;
  std::vector<double> relative;
  std::vector<std::vector<double>> flags;  // by area
};

Scorer::Scorer(const model::LandCells& cells, const std::vector<double>& shares, Weeks weeks)
    : m_cells(cells), m_shares(shares), m_weeks(weeks), m_area(cell_areas(cells)) {}

void Scorer::add(Tally& tally, const std::vector<double>& density, const CutEvents& events) const {
  Judged judged{Ranking(density, m_area), relative_density(density, m_cells), {}};
  for (const double share : m_shares) judged.flags.push_back(judged.ranking.flags(share * m_cells.total_area()));
  for (const Scoring scoring : scorings) add_scoring(tally, judged, events, scoring);
  add_curve(tally, judged, events);
}

std::vector<double> Scorer::hits_by_cell(const std::vector<CellEvent>& events, Scoring scoring) const {
  std::vector<double> hits(m_cells.size(), 0.0);
  for (const auto& event : events)
    for (const auto& [cell, share] : shares_of(event, scoring)) hits[cell] += event.amount * share;
  return hits;
}

void Scorer::add_scoring(Tally& tally, const Judged& judged, const CutEvents& events, Scoring scoring) const {
  const auto which = static_cast<std::size_t>(scoring);
  auto& weeks = tally.weeks[which];
  weeks.resize(m_weeks.count(), std::vector<double>(2 + m_shares.size(), 0.0));
  Sums sums;
  sums.areas.resize(m_shares.size());
  for (const auto& event : events.tested) {
    auto& row = weeks[m_weeks.of(event.middle)];
    const double gain = event.amount * std::log(mean_over(shares_of(event, scoring), judged.relative));
    row[0] += event.amount, sums.events += event.amount;
    row[1] += gain, sums.gain += gain;
    for (std::size_t k = 0; k < m_shares.size(); ++k) {
      const double hits = event.amount * mean_over(shares_of(event, scoring), judged.flags[k]);
      row[2 + k] += hits, sums.areas[k].hits += hits;
    }
  }
  const auto hits = hits_by_cell(events.tested, scoring), trained = hits_by_cell(events.trained, scoring);
  sums.trained = std::accumulate(trained.begin(), trained.end(), 0.0);
  for (std::size_t k = 0; k < m_shares.size(); ++k) {
    const double flagged = m_shares[k] * m_cells.total_area();
    auto& area = sums.areas[k];
    area.adverse = judged.ranking.adverse_hits(hits, flagged);
    area.most = most_hits(hits, m_area, flagged);
    area.flagged_km2 = flagged / 1e6;
    for (std::size_t i = 0; i < trained.size(); ++i) area.trained += judged.flags[k][i] * trained[i];
  }
  tally.cuts[which].push_back(std::move(sums));
}

void Scorer::add_curve(Tally& tally, const Judged& judged, const CutEvents& events) const {
  const auto curve = judged.ranking.capture_curve(hits_by_cell(events.tested, Scoring::disc));
  const auto shares = curve_shares();
  tally.curve.resize(shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    tally.curve[i].area = shares[i];
    tally.curve[i].hits += hits_at(curve, shares[i] * m_cells.total_area());
  }
}

Scores scores_of(const Sums& sums, const std::vector<double>& shares) {
  Scores scores;
  scores.events = sums.events;
  scores.gain = hit_rate(sums.gain, sums.events);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const AreaSums& area = sums.areas[k];
    AreaScore score;
    score.share = shares[k], score.flagged_km2 = area.flagged_km2;
    score.hits = area.hits, score.adverse_hits = area.adverse;
    score.hit_rate = hit_rate(area.hits, sums.events);
    score.hit_rate_range = central_range({});
    score.accuracy_index = prediction_accuracy_index(area.hits, sums.events, shares[k], 1.0);
    score.efficiency_index = prediction_efficiency_index(area.hits, area.most);
    score.recapture_index = recapture_rate_index(area.trained, sums.trained, area.hits, sums.events);
    score.search_efficiency = search_efficiency_rate(area.hits, area.flagged_km2);
    scores.areas.push_back(score);
  }
  scores.gain_range = central_range({});
  return scores;
}

}  // namespace riskmap::assess::detail
