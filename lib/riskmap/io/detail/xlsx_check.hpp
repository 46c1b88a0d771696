// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace riskmap::io::detail {

/// What GDAL does not look at before it unpacks a workbook (ECMA-376, a zip archive of XML): that the archive is whole
/// (APPNOTE.TXT 6.3: every member lies inside it, unpacks to the length and the checksum its directory states), that it
/// does not grow beyond measure, that its XML declares no entities, and that no sheet claims rows or columns it does
/// not fill. Costs one unpacking. \throws DataError for a broken archive, LimitError for one that is too large
void check_xlsx(std::string_view bytes, const std::string& shown);

}  // namespace riskmap::io::detail
