// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/exposure.hpp>

#include <memory>
#include <vector>

namespace riskmap::assess::detail {

/// The listed events of a surface, read for counting: those in its window, and those before it.
class Record {
 public:
  /// \pre scene and surface outlive this
  Record(const map::Scene& scene, const map::SceneSurface& surface);

  ObservedByTime observed(geo::LonLat place, Metres radius) const;
  Trend trend(geo::LonLat place, Metres radius) const;
  std::optional<Sighting> nearest(geo::LonLat place) const;
  std::optional<Sighting> last(geo::LonLat place, Metres radius) const;

 private:
  /// Figures of one casualty column; nullopt: blank, or no number.
  struct Figure {
    std::optional<double> best, low, high;
  };
  struct Entry {
    const model::Incident* incident;
    Days middle;
    bool in_window;
    std::vector<Figure> figures;  ///< one per casualty field
  };
  void add(const model::Incident& incident, bool in_window, const model::Feature* row);
  Figure figure_of(const model::Feature& row, const std::string& field) const;
  void count(Observed& into, const Entry& entry, bool here) const;
  Observed empty() const;

  const map::SceneSurface& m_surface;
  const model::FeatureLayer* m_table = nullptr;
  std::vector<std::string> m_fields;
  std::vector<bool> m_has_range;
  std::vector<Entry> m_entries;
};

}  // namespace riskmap::assess::detail
