// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/inside_ladder.hpp>
#include <riskmap/density/detail/local_plane.hpp>
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/square_integral.hpp>
#include <riskmap/density/estimate.hpp>

#include <optional>
#include <vector>

namespace riskmap::density::detail {

/// How well each place is foretold by the others, for any bandwidth.
///
/// f is the density the options would draw: their kernel, edge correction and (adaptive) Abramson's factors, every
/// place widened by its uncertainty, also those a surface would spread. f₋ᵢ leaves place i out of f and of the pilot
/// behind its factors (only the edge factors of adaptive kernels keep the bandwidth they had with i). Both are mixed
/// with a share of a uniform density on the study area, since a compact kernel gives a lonely place the likelihood 0.
/// With `uniform` the mass and the square of an adaptive f are taken with Diggle's factors.
class CrossValidation {
 public:
  struct Place {
    geo::LonLat where;
    double weight = 1.0;   ///< above 0
    Metres uncertainty{};  ///< radius of a disc that surely holds it
  };
  /// For one bandwidth; NaN where an event's edge factor would pass 10, as estimate() refuses that.
  struct Scores {
    double least_squares =
        0.0;  ///< ∫_W f² − 2 Σ ωᵢ f₋ᵢ(xᵢ) / Σω per km², f normed to 1 over W: low is good (Rudemo 1982; Bowman 1984)
    double likelihood =
        0.0;  ///< Σ ωᵢ ln(f₋ᵢ(xᵢ) · 1 km²) / Σω − ∫_W f, f not normed: high is good (Loader 1999, as spatstat's bw.ppl)
  };

  /// \pre at least 2 places; study_area (null: everywhere, the uniform share on `extent` square metres) and options
  /// outlive this; bandwidths asked for lie within [least, most]
  CrossValidation(std::vector<Place> places, const EstimateOptions& options, const model::Area* study_area,
                  double extent, Metres least, Metres most, double uniform_share = 0.05);

  /// Pairs of places are met once for all bandwidths: O(n²) a call, less what lies too far north or south, and the same
  /// bits on any number of threads. \pre bandwidths ascend
  std::vector<Scores> scores(const std::vector<Metres>& bandwidths) const;

 private:
  struct Sum;
  struct Pilot;

  double radius_of(double bandwidth, std::size_t i) const;
  double inside(std::size_t i, double radius) const { return m_inside ? m_inside->inside(i, radius) : 1.0; }
  std::vector<Sum> fixed_sums(const std::vector<Metres>& bandwidths) const;
  Pilot pilot_of(Metres bandwidth) const;
  double pilot_at(const Pilot& pilot, std::size_t i) const;
  Sum adaptive_sum(Metres bandwidth) const;
  double left_out(const Pilot& pilot, const Sum& sum, std::size_t i) const;
  void weigh(Sum& sum) const;
  Integrals integrals_of(const Sum& sum) const;
  Integrals corrected_integrals(const std::vector<Bump>& bumps, double radius) const;
  Scores score(const Sum& sum) const;
  template <typename TVisit>
  void visit_near(std::size_t i, double reach, TVisit&& visit) const;

  std::vector<Place> m_places;  // by latitude
  std::vector<EarthPoint> m_earth;
  const EstimateOptions& m_options;
  const Kernel& m_kernel;
  ProfileTable m_table;
  SquareIntegral m_square;
  double m_extent, m_share, m_total;
  std::optional<EdgeMass> m_edge;
  std::optional<InsideLadder> m_inside;
};

}  // namespace riskmap::density::detail
