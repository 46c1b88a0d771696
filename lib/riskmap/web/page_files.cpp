// SPDX-License-Identifier: MIT
#include <riskmap/web/page_files.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/map/scene.hpp>

#include <array>
#include <string>
#include <utility>

namespace riskmap::web {
namespace {

namespace fs = std::filesystem;

constexpr std::array own = {"app.js", "app.css"};

// The builds that run under a strict Content-Security-Policy (no blob: workers), their licences, Leaflet's pictures.
constexpr std::array vendored = {
    std::pair{"maplibre-gl/dist/maplibre-gl-csp.js", "maplibre-gl/maplibre-gl-csp.js"},
    std::pair{"maplibre-gl/dist/maplibre-gl-csp-worker.js", "maplibre-gl/maplibre-gl-csp-worker.js"},
    std::pair{"maplibre-gl/dist/maplibre-gl.css", "maplibre-gl/maplibre-gl.css"},
    std::pair{"maplibre-gl/LICENSE.txt", "maplibre-gl/LICENSE.txt"},
    std::pair{"leaflet/dist/leaflet.js", "leaflet/leaflet.js"},
    std::pair{"leaflet/dist/leaflet.css", "leaflet/leaflet.css"},
    std::pair{"leaflet/dist/images/layers.png", "leaflet/images/layers.png"},
    std::pair{"leaflet/dist/images/layers-2x.png", "leaflet/images/layers-2x.png"},
    std::pair{"leaflet/dist/images/marker-icon.png", "leaflet/images/marker-icon.png"},
    std::pair{"leaflet/LICENSE", "leaflet/LICENSE"},
};

void copy_one(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (!error) fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (error) throw OutputError(to.string(), "cannot be written: " + error.message());
}

fs::path vendor_folder(const fs::path& folder) {
  const auto checkout = folder / "node_modules";
  return fs::is_directory(checkout) ? checkout : folder / "vendor";
}

}  // namespace

PageFiles PageFiles::find() {
  const auto data = map::installed_data();
  const auto checkout = data / "lib" / "riskmap" / "web" / "page";
  return PageFiles(fs::is_directory(checkout) ? checkout : data / "web");
}

PageFiles::PageFiles(fs::path folder) : m_folder(std::move(folder)), m_vendor(vendor_folder(m_folder)) {
  for (const char* name : {"index.html", "words.json", own[0], own[1]}) {
    if (!fs::exists(m_folder / name))
      throw EnvironmentError((m_folder / name).string(), "the page's files are not there", "reinstall RiskMap");
  }
  for (const auto& [name, target] : vendored) {
    if (fs::exists(m_vendor / name)) continue;
    throw EnvironmentError(m_folder.string(), std::string("MapLibre GL JS and Leaflet are not there: no ") + name,
                           "run tools/quickstart, or npm ci in that folder");
  }
}

void PageFiles::copy_to(const fs::path& site) const {
  for (const char* name : own) copy_one(m_folder / name, site / name);
  for (const auto& [name, target] : vendored) copy_one(m_vendor / name, site / "vendor" / target);
}

}  // namespace riskmap::web
