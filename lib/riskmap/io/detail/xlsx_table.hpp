// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/detail/table_reader.hpp>

namespace riskmap::io::detail {

/// The first sheet of a workbook through GDAL, after check_xlsx(); dates come as "2024/01/31". `bytes` must outlive the
/// reader, which stays on the thread that made it.
std::unique_ptr<TableReader> read_xlsx(std::string_view bytes, const std::string& shown);

}  // namespace riskmap::io::detail
