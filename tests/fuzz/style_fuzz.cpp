// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/style/document.hpp>

#include <tests/style/small_styles.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

// What must hold: a StyleError of ours, or a document whose properties, filters and ramps can be evaluated without a
// feature.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto document = riskmap::test::parse_style(std::string(reinterpret_cast<const char*>(data), size));
    for (const auto& layer : document.layers()) {
      unsigned failures = 0;
      for (const auto& [name, property] : layer.properties) (void)layer.value(name, {.zoom = 5}, &failures);
      (void)layer.accepts({.zoom = 5});
      if (layer.type == "color-relief" && layer.has("color-relief-color")) (void)read_ramp(document, layer).at(0.5);
    }
  } catch (const riskmap::StyleError&) {
  }
  return 0;
}
