// SPDX-License-Identifier: MIT
// Time and memory of an estimate on one thread: density_bench [default|10000|100000]; without arguments each in turn,
// each in a process of its own, because peak memory is the process's.
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

/// Processor time: a busy machine does not change it.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Uniform on a box of 12° × 10°, about 1.3 million km²: nearly every node is reached by several events.
std::vector<model::Incident> random_incidents(std::size_t count) {
  std::mt19937_64 random(20250601);
  std::uniform_real_distribution<double> lon(61.0, 73.0), lat(24.0, 34.0);
  std::vector<model::Incident> incidents(count);
  for (auto& incident : incidents)
    incident = {"", {lon(random), lat(random)}, Days(1.0), Days(2.0), 1.0, Metres(0.0), 1};
  return incidents;
}

void report(const std::string& name, const density::Surface& surface, double seconds) {
  fmt::print("{:<10} {:7.2f} s {:8.0f} MiB  {} x {} nodes, {} contributions, maximum {:.4g}\n", name, seconds,
             peak_mebibytes(), surface.grid().columns, surface.grid().rows, surface.contributions().size(),
             surface.maximum());
}

void default_map() {
  const std::string root = RISKMAP_SOURCE_DIR;
  const auto incidents = test::default_incidents(root);
  const auto area = test::default_study_area(root);
  auto options = test::default_options();
  options.threads = 1;
  const double start = processor_seconds();
  const auto surface = density::estimate(incidents, area, options);
  report("default", surface, processor_seconds() - start);
}

void random_map(std::size_t count) {
  const auto incidents = random_incidents(count);
  const density::EstimateOptions options{.bandwidth = Metres(25000.0), .until = Days(365.25), .threads = 1};
  const double start = processor_seconds();
  const auto surface = density::estimate(incidents, nullptr, options);
  report(fmt::format("{}", count), surface, processor_seconds() - start);
}

void run(const std::string& name) { name == "default" ? default_map() : random_map(std::stoul(name)); }

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2) return run(argv[1]), EXIT_SUCCESS;
  for (const char* name : {"default", "10000", "100000"}) {
    const pid_t child = fork();
    if (child == 0) {
      run(name);
      std::fflush(stdout);
      _exit(EXIT_SUCCESS);
    }
    waitpid(child, nullptr, 0);
  }
}
