// SPDX-License-Identifier: MIT
#include <riskmap/surface_places.hpp>

#include <riskmap/assess/bootstrap.hpp>
#include <riskmap/base/parallel.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::tools {
namespace {

constexpr std::size_t block_size = 256;

// The last digits depend on the processor's library; what is written must not.
double to_digits(double value, int digits) {
  const double power = std::pow(10.0, digits);
  return std::round(value * power) / power;
}

std::vector<std::string> added_columns(const Bootstrap& bootstrap) {
  if (bootstrap.resamples == 0) return {"value", "relative_standard_error", "state", "unit"};
  return {"value", "relative_standard_error", "bootstrap_standard_error", "state", "unit"};
}

std::string header_of(const io::PlaceTable& table, const std::vector<std::string>& added) {
  auto columns = table.columns;
  for (const auto& name : added) {
    if (std::ranges::find(table.columns, name) != table.columns.end())
      throw DataError(table.path + ":1", fmt::format("has a column '{}' already", name),
                      fmt::format("rename it: {} are added", fmt::join(added, ", ")));
    columns.emplace_back(name);
  }
  return io::csv_line(columns);
}

std::string answered_row(const io::PlaceTable::Row& row, const PlaceReading& reading, const std::string& unit) {
  const bool outside = reading.state == density::State::outside;
  auto cells = row.cells;
  cells.push_back(outside ? "" : fmt::format("{}", reading.value));
  cells.push_back(outside ? "" : fmt::format("{}", reading.relative_standard_error));
  if (reading.bootstrap_error) cells.push_back(outside ? "" : fmt::format("{}", *reading.bootstrap_error));
  cells.emplace_back(density::to_text(reading.state));
  cells.push_back(unit);
  return io::csv_line(cells);
}

PlaceReading read_place(const map::SceneSurface& entry, geo::LonLat place) {
  PlaceReading reading{.where = place, .state = entry.drawn->state(place)};
  if (reading.state == density::State::outside) return reading;
  reading.value = entry.rounded(entry.drawn->value(place));
  reading.relative_standard_error = to_digits(entry.surface->relative_standard_error(place), 4);
  return reading;
}

}  // namespace

std::vector<PlaceReading> read_places(const map::SceneSurface& entry, std::span<const geo::LonLat> places,
                                      const Bootstrap& bootstrap, unsigned threads, Progress* progress) {
  std::vector<PlaceReading> readings(places.size());
  const std::size_t blocks = (places.size() + block_size - 1) / block_size;
  if (progress != nullptr) progress->start("reading the surface", places.size(), "places");
  parallel_for(blocks, threads, [&](std::size_t block) {
    const std::size_t first = block * block_size, end = std::min(first + block_size, places.size());
    for (std::size_t i = first; i < end; ++i) readings[i] = read_place(entry, places[i]);
    if (progress != nullptr) progress->advance(end - first);
  });
  if (progress != nullptr) progress->finish();
  if (bootstrap.resamples == 0) return readings;
  const auto errors = assess::bootstrap_errors(entry, places, bootstrap.resamples, bootstrap.seed, threads);
  for (std::size_t i = 0; i < readings.size(); ++i) readings[i].bootstrap_error = to_digits(errors[i], 4);
  return readings;
}

Json to_json(const PlaceReading& reading) {
  Json json = {{"longitude", reading.where.lon},
               {"latitude", reading.where.lat},
               {"value", reading.value},
               {"relative_standard_error", reading.relative_standard_error}};
  if (reading.bootstrap_error) json["bootstrap_standard_error"] = *reading.bootstrap_error;
  json["state"] = density::to_text(reading.state);
  return json;
}

std::string to_line(const PlaceReading& reading, const map::SceneSurface& entry) {
  using Of = style::SurfaceSpec::Of;
  const auto place = fmt::format("{},{}", reading.where.lon, reading.where.lat);
  if (reading.state == density::State::outside) return place + ": outside the study area\n";
  if (reading.state == density::State::none_in_reach) return place + ": no listed event in reach\n";
  const bool few = reading.state == density::State::few_events;
  if (entry.spec->of == Of::change)
    return fmt::format("{}: {:.4g} {}{}\n", place, reading.value, entry.unit, few ? ", cannot tell from chance" : "");
  const auto bootstrap =
      reading.bootstrap_error ? fmt::format(" ({:.2f} by weeks drawn again)", *reading.bootstrap_error) : "";
  const auto value = entry.spec->of == Of::rate ? fmt::format("{:.4g} {}, ", reading.value, entry.unit) : "";
  return fmt::format("{}: {}relative standard error {:.2f}{}{}\n", place, value, reading.relative_standard_error,
                     bootstrap, few ? ", few listed events" : "");
}

std::string answered(const io::PlaceTable& table, const map::SceneSurface& entry, const Bootstrap& bootstrap,
                     unsigned threads, Progress* progress) {
  std::string text = header_of(table, added_columns(bootstrap));
  std::vector<geo::LonLat> places;
  places.reserve(table.rows.size());
  for (const auto& row : table.rows) places.push_back(row.where);
  const auto readings = read_places(entry, places, bootstrap, threads, progress);
  for (std::size_t i = 0; i < readings.size(); ++i) text += answered_row(table.rows[i], readings[i], entry.unit);
  return text;
}

}  // namespace riskmap::tools
