// SPDX-License-Identifier: MIT
#include <riskmap/tile_plan.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/console.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::tools {
namespace {

using Zoom = output::PyramidEstimate::Zoom;

std::uint64_t rounded(double value) { return static_cast<std::uint64_t>(std::llround(value)); }

std::string duration(double seconds) {
  if (seconds < 100) return fmt::format("{:.1f} s", seconds);
  if (seconds < 6000) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

std::string line(const std::string& name, const Zoom& entry) {
  return fmt::format("{:<9}{:>12} tiles {:>12} stored {:>10} {:>10}\n", name, entry.tiles, rounded(entry.stored),
                     size_text(rounded(entry.bytes)), duration(entry.seconds));
}

void add(Zoom& sum, const Zoom& entry) {
  sum.tiles += entry.tiles;
  sum.stored += entry.stored;
  sum.bytes += entry.bytes;
  sum.seconds += entry.seconds;
  sum.samples += entry.samples;
}

Json to_json(const Zoom& entry) {
  return {{"tiles", entry.tiles},
          {"estimated_stored", rounded(entry.stored)},
          {"estimated_bytes", rounded(entry.bytes)},
          {"estimated_thread_seconds", entry.seconds},
          {"samples", entry.samples}};
}

}  // namespace

void tell_plan(Console& console, const output::PyramidEstimate& estimate, const output::PyramidOptions& options) {
  Zoom sum;
  std::string text;
  Json zooms = Json::array();
  for (const auto& entry : estimate.zooms) {
    add(sum, entry);
    text += line(fmt::format("zoom {}", entry.zoom), entry);
    auto object = to_json(entry);
    object["zoom"] = entry.zoom;
    zooms.push_back(std::move(object));
  }
  text += line("total", sum);
  const auto threads = thread_count(options.threads);
  const auto shards = options.shard.count;
  const double seconds = sum.seconds / threads / shards;
  constexpr std::size_t mebi = std::size_t{1} << 20U;
  text += fmt::format("--max-memory {}MiB would do; more of it is used to be quicker ({}MiB may be)\n",
                      estimate.least_memory / mebi, options.max_memory / mebi);
  text +=
      fmt::format("about {} on {} thread{}{}, judged by {} tiles drawn and thrown away; equal tiles are stored once\n",
                  duration(seconds), threads, threads == 1 ? "" : "s",
                  shards == 1 ? "" : fmt::format(" for each of {} shards", shards), sum.samples);
  auto object = to_json(sum);
  object["zooms"] = std::move(zooms);
  object["threads"] = threads;
  object["shards"] = shards;
  object["estimated_seconds"] = seconds;
  object["estimated_least_memory"] = estimate.least_memory;
  console.answer(object, text);
}

}  // namespace riskmap::tools
