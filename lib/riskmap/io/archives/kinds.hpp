// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/archives/archive.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

/// The kinds of archive behind open_archive(), and what they share. For this folder only.
namespace riskmap::io {

std::unique_ptr<Archive> open_folder(const std::filesystem::path& path);
std::unique_ptr<Archive> open_mbtiles(const std::filesystem::path& path);
std::unique_ptr<Archive> open_pmtiles(const std::filesystem::path& path);

/// No tile, directory or text of an archive is larger: what a hostile file can make us take.
constexpr std::size_t largest_tile = std::size_t{64} << 20U;
constexpr std::size_t largest_directory = std::size_t{16} << 20U;
constexpr std::size_t largest_metadata = std::size_t{16} << 20U;

/// JSON an archive carries about itself. \throws DataError if it is no JSON object
Json parse_metadata(std::string text, const std::string& place);
/// A box from four numbers. \throws DataError naming `place` if it is none
geo::LonLatBox checked_bounds(double west, double south, double east, double north, const std::string& place);

}  // namespace riskmap::io
