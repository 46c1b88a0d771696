// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/edge_field.hpp>
#include <riskmap/density/detail/engine.hpp>
#include <riskmap/density/detail/peak.hpp>
#include <riskmap/density/surface.hpp>

#include <algorithm>
#include <cassert>

namespace riskmap::density {
namespace {

constexpr std::size_t long_list = 20000;

}  // namespace

std::string_view to_text(State state) {
  switch (state) {
    case State::ok:
      return "ok";
    case State::few_events:
      return "few-events";
    case State::none_in_reach:
      return "none-in-reach";
    case State::outside:
      break;
  }
  return "outside";
}

Surface::Surface(Parts parts) : m_engine(std::make_shared<const Engine>(std::move(parts))) {}

bool Surface::covers(geo::LonLat place) const { return study_area() == nullptr || study_area()->contains(place); }

State Surface::state(geo::LonLat place) const {
  if (!covers(place)) return State::outside;
  const std::size_t wanted = std::min<std::size_t>(minimum_events(), events().size() + 1);
  std::vector<std::uint32_t> reaching;
  m_engine->index().for_each_near(place, 0.0, [&](const detail::Source& source, double) {
    const auto at = std::lower_bound(reaching.begin(), reaching.end(), source.event);
    if (at == reaching.end() || *at != source.event) reaching.insert(at, source.event);
    return reaching.size() < std::max<std::size_t>(wanted, 1);
  });
  if (reaching.empty()) return State::none_in_reach;
  return reaching.size() >= wanted ? State::ok : State::few_events;
}

void Surface::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  m_engine->field().sample(box, width, height, out);
  if (m_engine->parts().uniform != nullptr) m_engine->parts().uniform->multiply(box, width, height, out);
}

void Surface::sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                             float* enough) const {
  m_engine->coverage().sample(box, width, height, nearest, enough);
}

void Surface::sample_open_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                                  float* enough, std::vector<ColumnSpan>& open) const {
  m_engine->coverage().sample_open(box, width, height, nearest, enough, open);
}

std::uint64_t Surface::digest(const geo::MercatorBox& box) const { return m_engine->digest(box); }

// In a long list hills are climbed on what is drawn: a single sum may take a millisecond there.
double Surface::maximum() const {
  return m_engine->maximum([&] {
    const bool drawn = contributions().size() > long_list && !m_engine->parts().exact;
    return detail::largest_value(contributions(), [&](geo::LonLat place) {
      if (!drawn) return value(place);
      if (!covers(place)) return 0.0;
      const auto& uniform = m_engine->parts().uniform;
      return m_engine->field().at(place) * (uniform != nullptr ? uniform->factor(place) : 1.0);
    });
  });
}

const Report& Surface::report() const { return m_engine->parts().report; }
const geo::Grid& Surface::grid() const { return m_engine->coverage().grid(); }
const model::Area* Surface::study_area() const { return m_engine->parts().study_area.get(); }
const Kernel& Surface::kernel() const { return *m_engine->parts().kernel; }
const std::vector<Event>& Surface::events() const { return m_engine->parts().events; }
const std::vector<Contribution>& Surface::contributions() const { return m_engine->parts().contributions; }
unsigned Surface::minimum_events() const { return m_engine->parts().minimum_events; }

}  // namespace riskmap::density
