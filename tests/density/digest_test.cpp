// SPDX-License-Identifier: MIT
// Equal digests, equal bits; what lies out of reach does not matter.
#include <riskmap/density/uncertainty.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <cstring>
#include <optional>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(digest)

namespace {

using Incidents = std::vector<model::Incident>;

constexpr std::size_t side = 128;

geo::MercatorBox box_of(const geo::TileId& tile) {
  const double size = 2.0 * geo::mercator_half / std::exp2(tile.zoom);
  const double west = tile.x * size - geo::mercator_half, north = geo::mercator_half - tile.y * size;
  return {west, north - size, west + size, north};
}

/// All that is drawn of a box.
std::vector<float> drawn(const Numbers& numbers, const geo::MercatorBox& box) {
  std::vector<float> all(3 * side * side);
  numbers.sample(box, side, side, all.data());
  numbers.sample_margins(box, side, side, &all[side * side], &all[2 * side * side]);
  return all;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

struct Compared {
  int equal = 0, different = 0, broken = 0;  ///< broken: equal digests over different bits
};
/// Tiles of a zoom around a place.
Compared compare(const Numbers& a, const Numbers& b, geo::LonLat place, unsigned zoom, std::uint32_t around) {
  Compared out;
  const auto middle = geo::tile_at(place, zoom);
  for (auto y = middle.y - around; y <= middle.y + around; ++y)
    for (auto x = middle.x - around; x <= middle.x + around; ++x) {
      const auto box = box_of({zoom, x, y});
      const bool equal = a.digest(box) == b.digest(box);
      ++(equal ? out.equal : out.different);
      if (equal && !same_bits(drawn(a, box), drawn(b, box))) ++out.broken;
    }
  return out;
}

/// 25 km around 67 E 30 N, events within a degree; of two lists one that is summed and one that is binned.
struct Case {
  std::size_t count;
  std::string kernel;
};
const Case cases[] = {{40, "quartic"}, {3000, "quartic"}, {30000, "gaussian"}};

Incidents near_events(const Case& one) { return test::random_events(one.count, {67.0, 30.0}, 1.0, 0.0, 5); }
EstimateOptions options_of(const Case& one) {
  auto options = test::one_year(one.kernel == "gaussian" ? 10.0 : 25.0);
  options.kernel = one.kernel;
  options.minimum_events = 3;
  return options;
}

}  // namespace

BOOST_AUTO_TEST_CASE(equal_surfaces_have_equal_digests) {
  for (const auto& one : cases) {
    const Surface a = estimate(near_events(one), nullptr, options_of(one)),
                  b = estimate(near_events(one), nullptr, options_of(one));
    const auto found = compare(a, b, {67.0, 30.0}, 8, 2);
    BOOST_TEST(found.different == 0);
    BOOST_TEST(found.broken == 0);
  }
}

BOOST_AUTO_TEST_CASE(an_event_far_off_changes_nothing_here) {
  for (const auto& one : cases) {
    auto incidents = near_events(one);
    const Surface before = estimate(incidents, nullptr, options_of(one));
    incidents.push_back(test::event_at({72.3, 33.9}));
    incidents.push_back(test::event_at({70.1, 32.2}));
    const Surface after = estimate(incidents, nullptr, options_of(one));
    const auto found = compare(before, after, {66.5, 29.5}, 8, 1);
    BOOST_TEST(found.different == 0, one.count);
    BOOST_TEST(found.broken == 0, one.count);
    const auto there = compare(before, after, {72.3, 33.9}, 8, 0);
    BOOST_TEST(there.different == 1, one.count);
  }
}

BOOST_AUTO_TEST_CASE(an_event_in_reach_changes_it) {
  for (const auto& one : cases) {
    auto incidents = near_events(one);
    const Surface before = estimate(incidents, nullptr, options_of(one));
    incidents[7].where.lon += 1e-4;
    const Surface moved = estimate(incidents, nullptr, options_of(one));
    incidents[7].where.lon -= 1e-4;
    incidents[7].weight = 1.01;
    const Surface heavier = estimate(incidents, nullptr, options_of(one));
    for (const Surface* after : {&moved, &heavier}) {
      const auto found = compare(before, *after, incidents[7].where, 9, 0);
      BOOST_TEST(found.different == 1);
      const auto around = compare(before, *after, incidents[7].where, 9, 4);
      BOOST_TEST(around.broken == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_order_of_a_short_list_does_not_matter) {
  auto incidents = near_events(cases[1]);
  const Surface a = estimate(incidents, nullptr, options_of(cases[1]));
  std::reverse(incidents.begin(), incidents.end());
  const Surface b = estimate(incidents, nullptr, options_of(cases[1]));
  const auto found = compare(a, b, {67.0, 30.0}, 8, 1);
  BOOST_TEST(found.different == 0);
  BOOST_TEST(found.broken == 0);
}

BOOST_AUTO_TEST_CASE(what_all_events_share_changes_all) {
  const auto incidents = near_events(cases[0]);
  const auto options = options_of(cases[0]);
  const Surface a = estimate(incidents, nullptr, options);
  auto other = options;
  other.minimum_events = 4;
  BOOST_TEST(compare(a, estimate(incidents, nullptr, other), {67.0, 30.0}, 8, 0).different == 1);
  other = options;
  other.bandwidth = Metres(26000.0);
  BOOST_TEST(compare(a, estimate(incidents, nullptr, other), {67.0, 30.0}, 8, 0).different == 1);
  other = options;
  other.kernel = "triweight";
  BOOST_TEST(compare(a, estimate(incidents, nullptr, other), {67.0, 30.0}, 8, 0).different == 1);
}

BOOST_AUTO_TEST_CASE(uncertainty_has_its_own) {
  const auto incidents = near_events(cases[0]);
  const auto rate = std::make_shared<const Surface>(estimate(incidents, nullptr, options_of(cases[0])));
  const Uncertainty a(rate, 1, std::size_t{1} << 30U), b(rate, 1, std::size_t{1} << 30U);
  BOOST_TEST(compare(a, b, {67.0, 30.0}, 8, 1).different == 0);
  BOOST_TEST(compare(a, *rate, {67.0, 30.0}, 8, 0).different == 1);
  auto changed = incidents;
  changed[7].weight = 2.0;
  const Uncertainty c(std::make_shared<const Surface>(estimate(changed, nullptr, options_of(cases[0]))), 1,
                      std::size_t{1} << 30U);
  BOOST_TEST(compare(a, c, changed[7].where, 9, 0).different == 1);
  BOOST_TEST(compare(a, c, changed[7].where, 9, 3).broken == 0);
}

BOOST_AUTO_TEST_CASE(tiles_are_parts_of_a_picture_bit_by_bit) {
  for (const auto& one : cases) {
    const Surface surface = estimate(near_events(one), nullptr, options_of(one));
    for (const unsigned zoom : {6U, 8U, 11U}) {
      const auto middle = geo::tile_at({67.1, 30.1}, zoom);
      const geo::TileId first{zoom, middle.x - 1, middle.y - 1};
      const auto corner = box_of(first);
      const geo::MercatorBox all{corner.min_x, corner.max_y - 3.0 * corner.height(),
                                 corner.min_x + 3.0 * corner.width(), corner.max_y};
      constexpr std::size_t wide = 3 * side;
      std::vector<float> picture(wide * wide), near(wide * wide), enough(wide * wide);
      surface.sample(all, wide, wide, picture.data());
      surface.sample_margins(all, wide, wide, near.data(), enough.data());
      int wrong = 0;
      for (std::uint32_t y = 0; y < 3; ++y)
        for (std::uint32_t x = 0; x < 3; ++x) {
          const auto tile = drawn(surface, box_of({zoom, first.x + x, first.y + y}));
          for (std::size_t j = 0; j < side; ++j) {
            const std::size_t from = (y * side + j) * wide + x * side;
            if (std::memcmp(&tile[j * side], &picture[from], side * sizeof(float)) != 0) ++wrong;
            if (std::memcmp(&tile[(side + j) * side], &near[from], side * sizeof(float)) != 0) ++wrong;
            if (std::memcmp(&tile[(2 * side + j) * side], &enough[from], side * sizeof(float)) != 0) ++wrong;
          }
        }
      BOOST_TEST(wrong == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_open_is_ok_and_the_rest_has_its_margins) {
  const Case one{300, "quartic"};
  const Surface surface = estimate(near_events(one), nullptr, options_of(one));
  int settled = 0, narrow = 0, wide = 0, wrong = 0;
  for (const unsigned zoom : {6U, 9U, 11U, 12U}) {
    const auto middle = geo::tile_at({67.0, 30.0}, zoom);
    for (std::uint32_t y = middle.y - 5; y <= middle.y + 5; ++y)
      for (std::uint32_t x = middle.x - 5; x <= middle.x + 5; ++x) {
        const auto box = box_of({zoom, x, y});
        const auto all = drawn(surface, box);
        constexpr float untouched = -12345.0F;
        std::vector<float> nearest(side * side, untouched), enough(side * side, untouched);
        std::vector<ColumnSpan> open(3);
        surface.sample_open_margins(box, side, side, nearest.data(), enough.data(), open);
        BOOST_TEST_REQUIRE(open.size() == side);
        for (std::size_t i = 0; i < side * side; ++i) {
          const auto [begin, end] = open[i / side];
          const float near = all[side * side + i], far = all[2 * side * side + i];
          const bool is_open = i % side >= begin && i % side < end;
          if (is_open ? near != nearest[i] || far != enough[i] : near >= 0.0F || far >= 0.0F) ++wrong;
        }
        for (const auto& span : open) ++(span.empty() ? settled : span.end - span.begin < side ? narrow : wide);
      }
  }
  BOOST_TEST(wrong == 0);
  BOOST_TEST(settled > 1000);
  BOOST_TEST(narrow > 1000);
  BOOST_TEST(wide > 1000);
}

BOOST_AUTO_TEST_CASE(any_numbers_have_open_margins) {
  const std::vector<float> nearest{-1, -1, -1, 0, -1, -1}, enough{-1, -1, 2, -1, 0, -1};
  const auto span = open_columns(nearest.data(), enough.data(), nearest.size());
  BOOST_TEST(span.begin == 2U);
  BOOST_TEST(span.end == 5U);
  BOOST_TEST(open_columns(nearest.data(), enough.data(), 2).empty());
  BOOST_TEST(open_columns(nearest.data(), enough.data(), 0).empty());
  BOOST_TEST(ColumnSpan({2, 3}).with({5, 7}).end == 7U);
  BOOST_TEST(ColumnSpan({4, 4}).with({5, 7}).begin == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap
