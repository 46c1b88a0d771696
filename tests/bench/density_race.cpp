// SPDX-License-Identifier: MIT
// The engine alone against its peers: density_race POINTS.f64 KERNEL BANDWIDTH_KM CELLS [REPEATS [CHECKS]]
// POINTS.f64 holds longitude, latitude, weight and two more numbers for each point, as make_workload.py writes them.
// The points are contributions in memory; what is timed is building the field and filling CELLS² cells over 60–78 E,
// 23–38 N on one thread, into memory the caller has. CHECKS places are compared with sums over every point.
#include <riskmap/density/detail/field.hpp>

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <stdexcept>

namespace {

using namespace riskmap;

std::vector<density::Contribution> read_points(const std::string& path, double radius) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<density::Contribution> points;
  for (double row[5]; in.read(reinterpret_cast<char*>(row), sizeof(row));)
    points.push_back({{row[0], row[1]}, row[2], radius, static_cast<std::uint32_t>(points.size())});
  return points;
}

/// Processor time, since a busy machine does not change it; on an idle one it is the clock's.
double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The largest difference from sums over every point, as a share of the largest value drawn.
double error_at_places(const density::detail::Field& field, const std::vector<density::Contribution>& points,
                       const density::Kernel& kernel, double largest, int places) {
  std::mt19937 random(5);
  std::uniform_int_distribution<std::size_t> any(0, points.size() - 1);
  std::uniform_real_distribution<double> shift(-0.3, 0.3);
  double worst = 0.0;
  for (int i = 0; i < places; ++i) {
    const geo::LonLat near = points[any(random)].where, place{near.lon + shift(random), near.lat + shift(random)};
    const density::detail::LocalPlane plane(place);
    double sum = 0.0;
    for (const auto& c : points) {
      if (std::abs(c.where.lat - place.lat) > c.radius / 110000.0) continue;
      const double u = plane.distance(density::detail::to_earth(c.where)) / c.radius;
      if (u < 1.0) sum += 1e9 * c.amount * kernel.profile(u) / (c.radius * c.radius);
    }
    worst = std::max(worst, std::abs(field.at(place) - sum));
  }
  return worst / largest;
}

int run(int argc, char** argv) {
  const auto& kernel = density::find_kernel(argv[2]);
  const auto points = read_points(argv[1], 1000.0 * std::stod(argv[3]) / kernel.bandwidth_per_radius);
  const auto cells = static_cast<std::size_t>(std::stoul(argv[4]));
  const int repeats = argc > 5 ? std::stoi(argv[5]) : 5, checks = argc > 6 ? std::stoi(argv[6]) : 0;
  const geo::MercatorBox box = geo::to_mercator(geo::LonLatBox{60.0, 23.0, 78.0, 38.0});
  const density::detail::FieldOptions options{.scale = 1e9, .threads = 1};
  std::vector<double> building, drawing, total;
  float largest = 0.0F;
  std::vector<float> out(cells * cells);
  for (int i = 0; i < repeats; ++i) {
    const double start = seconds();
    const density::detail::Field field(points, kernel, options);
    const double built = seconds();
    field.sample(box, cells, cells, out.data());
    const double end = seconds();
    building.push_back(built - start), drawing.push_back(end - built), total.push_back(end - start);
    largest = *std::max_element(out.begin(), out.end());
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("points {} build {:.4f} draw {:.4f} total {:.4f} peak_mib {:.0f} max {:.6g}", points.size(),
             median(building), median(drawing), median(total), static_cast<double>(usage.ru_maxrss) / 1024.0, largest);
  if (checks > 0) {
    const density::detail::Field field(points, kernel, options);
    fmt::print(" levels {} direct {} error {:.2g}", field.level_count(), field.direct_count(),
               error_at_places(field, points, kernel, static_cast<double>(largest), checks));
  }
  fmt::print("\n");
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return fmt::print(stderr, "density_race POINTS.f64 KERNEL BANDWIDTH_KM CELLS [REPEATS [CHECKS]]\n"), 2;
  return run(argc, argv);
}
