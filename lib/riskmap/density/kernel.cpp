// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/density/kernels_catalogue.hpp>

#include <fmt/format.h>

#include <string>

namespace riskmap::density {

const Kernel& find_kernel(std::string_view name) {
  std::string known;
  for (const Kernel* kernel : kernels::all) {
    if (kernel->name == name) return *kernel;
    known += (known.empty() ? "" : ", ") + std::string(kernel->name);
  }
  throw UsageError("kernel", fmt::format("there is no kernel '{}'", printable(std::string(name), 40)),
                   "there are: " + known);
}

}  // namespace riskmap::density
