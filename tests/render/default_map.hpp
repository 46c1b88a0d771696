// SPDX-License-Identifier: MIT
// The default map, loaded once a program.
#pragma once
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/renderer.hpp>
#include <tests/support/test.hpp>

namespace riskmap::test {

inline const map::Scene& default_scene() {
  static const auto scene =
      map::Scene::load(root() / "styles/briefing.json", render::layer_specs(), {.data_roots = {root()}});
  return scene;
}
inline const render::Renderer& default_map() {
  static const render::Renderer renderer(default_scene());
  return renderer;
}

struct NamedSite {
  const char* id;
  geo::LonLat where;
};
inline constexpr NamedSite primary_sites[] = {
    {"gwadar-port", {62.333, 25.113}}, {"port-qasim", {67.34, 24.775}}, {"dasu", {73.193, 35.317}}};

}  // namespace riskmap::test
