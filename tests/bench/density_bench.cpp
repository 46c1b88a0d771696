// SPDX-License-Identifier: MIT
// What an estimate costs on one thread, stage by stage: density_bench [default | points N KM | adaptive N KM | engine N
// KM]. Without arguments all of them in turn, each in a process of its own, because peak memory is the process's. Times
// are the processor's, which a busy machine hardly changes.
#include <riskmap/density/detail/field.hpp>
#include <tests/density/default_map.hpp>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

namespace {

using namespace riskmap;

class Stopwatch {
 public:
  double lap() {
    const double now = static_cast<double>(std::clock()) / CLOCKS_PER_SEC, passed = now - m_start;
    m_start = now;
    return passed;
  }

 private:
  double m_start = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
};

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Four fifths in a hundred towns 5 to 60 km wide, the others anywhere in 60–78 E, 23–38 N.
class Places {
 public:
  Places() {
    for (int i = 0; i < 100; ++i)
      m_towns.push_back({{m_lon(m_random), m_lat(m_random)}, 0.05 * std::pow(12.0, m_share(m_random))});
  }
  geo::LonLat next() {
    if (m_share(m_random) < 0.2) return {m_lon(m_random), m_lat(m_random)};
    const double u = m_share(m_random);
    const Town& town = m_towns[static_cast<std::size_t>(100.0 * u * u)];
    return {std::clamp(town.where.lon + town.degrees * m_normal(m_random), 60.0, 78.0),
            std::clamp(town.where.lat + town.degrees * m_normal(m_random), 23.0, 38.0)};
  }

 private:
  struct Town {
    geo::LonLat where;
    double degrees;
  };
  std::mt19937_64 m_random{20250601};
  std::uniform_real_distribution<double> m_lon{60.0, 78.0}, m_lat{23.0, 38.0}, m_share{0.0, 1.0};
  std::normal_distribution<double> m_normal;
  std::vector<Town> m_towns;
};

/// Sampling: a picture of 2048² cells, then a tile of 256² of what is warm by then.
void draw(const auto& numbers, const geo::LonLatBox& box, Stopwatch& watch) {
  std::vector<float> picture(2048 * 2048), tile(256 * 256);
  watch.lap();
  numbers.sample(geo::to_mercator(box), 2048, 2048, picture.data());
  fmt::print("  picture 2048² {:8.1f} ms", 1e3 * watch.lap());
  const geo::LonLatBox part{box.min_x + 0.4 * box.width(), box.min_y + 0.4 * box.height(),
                            box.min_x + 0.6 * box.width(), box.min_y + 0.6 * box.height()};
  for (int i = 0; i < 10; ++i) numbers.sample(geo::to_mercator(part), 256, 256, tile.data());
  fmt::print("  tile 256² {:6.2f} ms", 1e2 * watch.lap());
}

void whole_estimate(const std::string& name, const std::vector<model::Incident>& incidents,
                    std::shared_ptr<const model::Area> area, const density::EstimateOptions& options,
                    const geo::LonLatBox& box) {
  Stopwatch watch;
  const auto surface = density::estimate(incidents, std::move(area), options);
  fmt::print("{:<26} estimate {:8.1f} ms", name, 1e3 * watch.lap());
  const double maximum = surface.maximum();
  fmt::print("  maximum {:7.1f} ms", 1e3 * watch.lap());
  draw(surface, box, watch);
  std::vector<float> nearest(256 * 256), enough(256 * 256);
  watch.lap();
  surface.sample_margins(geo::to_mercator(box), 256, 256, nearest.data(), enough.data());
  fmt::print("  states 256² {:7.1f} ms  {:5.0f} MiB  {} contributions, maximum {:.4g}\n", 1e3 * watch.lap(),
             peak_mebibytes(), surface.contributions().size(), maximum);
}

void default_map() {
  const std::string root = RISKMAP_SOURCE_DIR;
  auto options = test::default_options();
  options.threads = 1;
  whole_estimate("default map", test::default_incidents(root), test::default_study_area(root), options,
                 {60.5, 23.4, 77.5, 37.2});
}

void random_map(const std::string& name, std::size_t count, double kilometres, bool adaptive) {
  Places places;
  std::vector<model::Incident> incidents(count);
  for (auto& incident : incidents) incident = {"", places.next(), Days(1.0), Days(2.0), 1.0, Metres(0.0), 1, nullptr};
  const density::EstimateOptions options{
      .bandwidth = Metres(1000.0 * kilometres), .adaptive = adaptive, .until = Days(365.25), .threads = 1};
  whole_estimate(fmt::format("{} {} {} km", name, count, kilometres), incidents, nullptr, options, {60, 23, 78, 38});
}

/// The engine alone, points in memory.
void engine(std::size_t count, double kilometres) {
  Places places;
  std::vector<density::Contribution> points;
  points.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    points.push_back({places.next(), 1.0, 1000.0 * kilometres, static_cast<std::uint32_t>(i)});
  const double before = peak_mebibytes();
  Stopwatch watch;
  const density::detail::Field field(points, density::find_kernel("quartic"), {.scale = 1e9, .threads = 1});
  fmt::print("{:<26} build    {:8.1f} ms", fmt::format("engine {} {} km", count, kilometres), 1e3 * watch.lap());
  draw(field, {60, 23, 78, 38}, watch);
  fmt::print("  {:5.0f} MiB, {:.0f} before\n", peak_mebibytes(), before);
}

void run(const std::vector<std::string>& words) {
  if (words[0] == "default") return default_map();
  if (words[0] == "engine") return engine(std::stoul(words[1]), std::stod(words[2]));
  random_map(words[0], std::stoul(words[1]), std::stod(words[2]), words[0] == "adaptive");
}

/// One run in a process of its own.
void apart(const std::vector<std::string>& words) {
  const pid_t child = fork();
  if (child == 0) {
    run(words);
    std::fflush(stdout);
    _exit(EXIT_SUCCESS);
  }
  waitpid(child, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) return run({argv + 1, argv + argc}), EXIT_SUCCESS;
  apart({"default"});
  for (const char* count : {"10000", "100000", "1000000"}) apart({"points", count, "25"});
  for (const char* count : {"10000", "100000", "1000000"}) apart({"adaptive", count, "25"});
  for (const char* count : {"100000", "1000000", "10000000"}) apart({"engine", count, "25"});
  for (const char* kilometres : {"5", "25", "100", "200"}) apart({"engine", "1000000", kilometres});
}
