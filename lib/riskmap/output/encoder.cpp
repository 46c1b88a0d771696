// SPDX-License-Identifier: MIT
#include <riskmap/output/encoder.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

#include <fmt/format.h>

#include <string>

namespace riskmap::output {

const Encoder& find_encoder(std::string_view name) {
  std::string known;
  for (const auto* encoder : encoders::all) {
    if (encoder->name == name) return *encoder;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", encoder->name);
  }
  throw UsageError("", fmt::format("there is no picture format '{}'", printable(std::string(name))),
                   "there are: " + known);
}

}  // namespace riskmap::output
