// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/coverage.hpp>
#include <riskmap/density/detail/event_digest.hpp>
#include <riskmap/density/detail/field.hpp>
#include <riskmap/density/surface.hpp>

#include <mutex>
#include <optional>

namespace riskmap::density {

/// What stands behind a surface. Only the field is made at once; the rest when somebody asks.
class Surface::Engine {
 public:
  explicit Engine(Parts parts);

  const Parts& parts() const { return m_parts; }
  double scale() const { return m_scale; }
  const detail::Field& field() const { return m_field; }
  /// Every contribution on its own, in units of λ.
  const detail::SourceIndex& index() const;
  const detail::Coverage& coverage() const;
  double widest_radius() const { return m_widest; }
  /// Numbers::digest() of the surface.
  std::uint64_t digest(const geo::MercatorBox& box) const;
  /// Makes it the first time; `find` is a pure function of the parts.
  template <typename TFind>
  double maximum(TFind&& find) const {
    std::call_once(m_maximum_once, [&] { m_maximum = find(); });
    return m_maximum;
  }

 private:
  Parts m_parts;
  double m_scale, m_widest;
  detail::Field m_field;
  mutable std::once_flag m_index_once, m_coverage_once, m_maximum_once, m_digest_once;
  mutable std::optional<detail::SourceIndex> m_index;
  mutable std::optional<detail::Coverage> m_coverage;
  mutable double m_maximum = 0.0;
  mutable std::optional<detail::EventDigest> m_digest;
};

}  // namespace riskmap::density
